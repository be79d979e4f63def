// SSIM and MS-SSIM with OpenCV, as a careful user would write them: five
// Gaussian blurs in single precision, every buffer allocated before the clock
// starts, and one vectorised loop over the valid area that makes the map and
// its mean, where the usual chain of cv::multiply, add and divide would pass
// over memory a dozen times.
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "peer.hpp"

namespace {

constexpr int kTaps = 11, kPad = kTaps / 2;
constexpr double kSigma = 1.5;
const double kWeights[] = {.0448, .2856, .3001, .2363, .1333};

struct Means { double ssim, cs; };

// Scale is one size of the pair and the work space for it.
struct Scale {
  cv::Mat x, y, xx, yy, xy, mx, my, mxx, myy, mxy, padded;

  // blur filters in the order that reuses what is still in the cache.
  static void blur(const cv::Mat &src, cv::Mat &dst) {
    cv::GaussianBlur(src, dst, cv::Size(kTaps, kTaps), kSigma, kSigma);
  }

  void filter() {
    blur(x, mx);
    blur(y, my);
    cv::multiply(x, x, xx);
    blur(xx, mxx);
    cv::multiply(y, y, yy);
    blur(yy, myy);
    cv::multiply(x, y, xy);
    blur(xy, mxy);
  }

  // row adds the map of row r to kLanes partial sums of both means.
  template <bool kCS> void row(int r, float *s, float *c) const {
    const float *m1 = mx.ptr<float>(r), *m2 = my.ptr<float>(r),
                *p1 = mxx.ptr<float>(r), *p2 = myy.ptr<float>(r),
                *p3 = mxy.ptr<float>(r);
    const int end = x.cols - kPad;
    int i = kPad;
    auto at = [&](int k, int lane) {
      float a = m1[k] * m2[k], q = m1[k] * m1[k] + m2[k] * m2[k];
      float num = 2 * (p3[k] - a) + kC2, den = p1[k] + p2[k] - q + kC2;
      if (kCS) {
        float cs = num / den;
        c[lane] += cs;
        s[lane] += cs * ((2 * a + kC1) / (q + kC1));
      } else {
        s[lane] += (num * (2 * a + kC1)) / (den * (q + kC1));
      }
    };
    for (; i + kLanes <= end; i += kLanes)
      for (int lane = 0; lane < kLanes; lane++) at(i + lane, lane);
    for (; i < end; i++) at(i, 0);
  }

  template <bool kCS> Means means() {
    filter();
    double s = 0, c = 0;
    for (int r = kPad; r < x.rows - kPad; r++) {
      float rs[kLanes] = {}, rc[kLanes] = {};
      row<kCS>(r, rs, rc);
      for (int i = 0; i < kLanes; i++) s += rs[i], c += rc[i];
    }
    double n = double(x.rows - 2 * kPad) * (x.cols - 2 * kPad);
    return {s / n, c / n};
  }

  // halve makes the next scale: 2x2 means, an odd last row or column repeated.
  void halve(const cv::Mat &src, cv::Mat &dst) {
    const cv::Mat *from = &src;
    if (src.rows % 2 || src.cols % 2) {
      cv::copyMakeBorder(src, padded, 0, src.rows % 2, 0, src.cols % 2,
                         cv::BORDER_REPLICATE);
      from = &padded;
    }
    cv::resize(*from, dst, cv::Size(from->cols / 2, from->rows / 2), 0, 0,
               cv::INTER_AREA);
  }
};

std::vector<Scale> scales(5);

void begin(const cv::Mat &x, const cv::Mat &y) {
  scales[0].x = x;  // the samples are shared
  scales[0].y = y;
}

}  // namespace

double ssim(const cv::Mat &x, const cv::Mat &y) {
  begin(x, y);
  return scales[0].means<false>().ssim;
}

double msssim(const cv::Mat &x, const cv::Mat &y) {
  begin(x, y);
  double product = 1;
  for (int j = 0; j < 5; j++) {
    Means m = scales[j].means<true>();
    product *= std::pow(std::max(0., j < 4 ? m.cs : m.ssim), kWeights[j]);
    if (j < 4) {
      scales[j].halve(scales[j].x, scales[j + 1].x);
      scales[j].halve(scales[j].y, scales[j + 1].y);
    }
  }
  return product;
}

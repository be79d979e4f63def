// The MS-SSIM and the loss Mix of Zhao et al. with OpenCV, as a careful user
// would write them: for each of five Gaussian windows four blurs in single
// precision (x, y, x²+y², xy), of as many taps as are above 2^-26, or of all 31,
// as the published programs have it, and one vectorised loop that multiplies the
// products; for Mix one more blur, of |x-y|.
#include "zhao.hpp"

#include <cmath>

#include <opencv2/imgproc.hpp>

#include "peer.hpp"

bool all_taps = false;

namespace {

constexpr double kSigmas[kWindows] = {.5, 1, 2, 4, 8};
constexpr int kTaps[kWindows] = {5, 11, 23, 31, 31};

// Work space, which the first call at a size makes.
cv::Mat squares, products, difference;  // x²+y², xy, |x-y|
Means blurred;
cv::Mat meanOfDifference;
cv::Mat loss;  // of the cs so far, multiplied

void blur(const cv::Mat &src, cv::Mat &dst, int window,
          int border = cv::BORDER_DEFAULT) {
  const int side = all_taps ? 2 * kPad + 1 : kTaps[window];
  cv::Size taps(side, side);
  cv::GaussianBlur(src, dst, taps, kSigmas[window], kSigmas[window], border);
}

}  // namespace

void prepare(const cv::Mat &x, const cv::Mat &y) {
  squares.create(x.size(), CV_32F);
  products.create(x.size(), CV_32F);
  difference.create(x.size(), CV_32F);
  for (int r = 0; r < x.rows; r++) {
    const float *a = x.ptr<float>(r), *b = y.ptr<float>(r);
    float *s = squares.ptr<float>(r), *p = products.ptr<float>(r),
          *d = difference.ptr<float>(r);
    for (int i = 0; i < x.cols; i++) {
      s[i] = a[i] * a[i] + b[i] * b[i];
      p[i] = a[i] * b[i];
      d[i] = std::fabs(a[i] - b[i]);
    }
  }
}

const Means &means(const cv::Mat &x, const cv::Mat &y, int window) {
  blur(x, blurred.x, window);
  blur(y, blurred.y, window);
  blur(squares, blurred.squares, window);
  blur(products, blurred.products, window);
  return blurred;
}

double meanDifference() {
  blur(difference, meanOfDifference, kWindows - 1);
  return cv::mean(meanOfDifference(inside(difference.size())))[0] / 255;
}

void back(const cv::Mat &src, cv::Mat &dst, int window) {
  blur(src, dst, window, cv::BORDER_CONSTANT);
}

namespace {

enum Step { kFirst, kNext, kLast };

// row takes one window's cs of row r into the loss, or at the last one adds
// the loss of the whole product to kLanes partial sums.
template <Step kStep> void row(const Means &m, int r, float *sum) {
  const float *m1 = m.x.ptr<float>(r), *m2 = m.y.ptr<float>(r),
              *ps = m.squares.ptr<float>(r), *pp = m.products.ptr<float>(r);
  float *u = loss.ptr<float>(r);
  const int end = loss.cols - kPad;
  auto at = [&](int k, int lane) {
    float a = m1[k] * m2[k], q = m1[k] * m1[k] + m2[k] * m2[k];
    float den = ps[k] - q + kC2, e = (den - 2 * (pp[k] - a) - kC2) / den;
    float v = kStep == kFirst ? e : u[k] + e * (1 - u[k]);
    if (kStep == kLast) {
      float el = (q - 2 * a) / (q + kC1);
      sum[lane] += v + el * (1 - v);
    } else {
      u[k] = v;
    }
  };
  int i = kPad;
  for (; i + kLanes <= end; i += kLanes)
    for (int lane = 0; lane < kLanes; lane++) at(i + lane, lane);
  for (; i < end; i++) at(i, 0);
}

template <Step kStep> double rows(const Means &m) {
  double total = 0;
  for (int r = kPad; r < loss.rows - kPad; r++) {
    float sum[kLanes] = {};
    row<kStep>(m, r, sum);
    for (float s : sum) total += s;
  }
  return total;
}

// lossOf is 1 - zhao-ms-ssim.
double lossOf(const cv::Mat &x, const cv::Mat &y) {
  prepare(x, y);
  loss.create(x.size(), CV_32F);
  double total = 0;
  for (int i = 0; i < kWindows; i++) {
    const Means &m = means(x, y, i);
    if (i == 0)
      rows<kFirst>(m);
    else if (i < kWindows - 1)
      rows<kNext>(m);
    else
      total = rows<kLast>(m);
  }
  return total / inside(x.size()).area();
}

}  // namespace

double zhao(const cv::Mat &x, const cv::Mat &y) { return 1 - lossOf(x, y); }

double mix(const cv::Mat &x, const cv::Mat &y) {
  double ms = lossOf(x, y);
  return kAlpha * ms + (1 - kAlpha) * meanDifference();
}

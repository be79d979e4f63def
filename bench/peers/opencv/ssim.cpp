// SSIM and MS-SSIM with OpenCV, as a careful user would write them: five
// Gaussian blurs in single precision, every buffer allocated before the clock
// starts, and one vectorised loop over the valid area that makes the map and
// its mean, where the usual chain of cv::multiply, add and divide would pass
// over memory a dozen times. Speaks the line protocol of ../protocol.go.
#include <cinttypes>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>

namespace {

constexpr int kTaps = 11, kPad = kTaps / 2, kLanes = 16;
constexpr double kSigma = 1.5;
constexpr float kC1 = .01f * 255 * .01f * 255, kC2 = .03f * 255 * .03f * 255;
const double kWeights[] = {.0448, .2856, .3001, .2363, .1333};

struct Means { double ssim, cs; };

int64_t now(clockid_t clock) {
  timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

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

double ssim() { return scales[0].means<false>().ssim; }

double msssim() {
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

bool load(const std::string &name, int w, int h, cv::Mat &to) {
  cv::Mat bytes(h, w, CV_8U);
  FILE *f = std::fopen(name.c_str(), "rb");
  bool ok = f && std::fread(bytes.data, 1, size_t(w) * h, f) == size_t(w) * h;
  if (f) std::fclose(f);
  bytes.convertTo(to, CV_32F);
  return ok;
}

void run(const std::string &metric, int n) {
  double (*score)() = metric == "ssim" ? ssim : msssim;
  double value = 0;
  std::string times;
  for (int i = 0; i < n; i++) {
    int64_t wall = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    value = score();
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    wall = now(CLOCK_MONOTONIC) - wall;
    times += " " + std::to_string(cpu) + ":" + std::to_string(wall);
  }
  std::printf("ok %.17g%s\n", value, times.c_str());
}

}  // namespace

int main(int argc, char **argv) {
  cv::setNumThreads(argc > 1 ? std::atoi(argv[1]) : 1);
  std::string command;
  while (std::cin >> command) {
    if (command == "version") {
      std::printf("ok OpenCV %s, %s\n", CV_VERSION, "g++ " __VERSION__);
    } else if (command == "load") {
      int w, h;
      std::string ref, dist;
      std::cin >> w >> h >> ref >> dist;
      bool ok = load(ref, w, h, scales[0].x) && load(dist, w, h, scales[0].y);
      std::printf(ok ? "ok\n" : "error cannot read the pictures\n");
    } else if (command == "run") {
      std::string metric;
      int n;
      std::cin >> metric >> n;
      run(metric, n);
    } else {
      std::printf("error unknown command %s\n", command.c_str());
    }
    std::fflush(stdout);
  }
}

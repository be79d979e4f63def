// The loss Mix with its gradient by the distorted picture, with OpenCV, as a
// careful user would write it: the twenty blurs of the loss, one vectorised loop
// that makes three maps of coefficients a window, fifteen blurs of these, which
// are the same windows turned round, and sums.
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "peer.hpp"
#include "zhao.hpp"

cv::Mat gradient;

namespace {

// What the maps of a window are: first of a similarity, its factor and how it
// depends on the mean; then what is multiplied with x, with -y and with 1.
enum { kSimilarity, kFactor, kMean, kMaps };

cv::Mat maps[kWindows][kMaps];  // 0 where no window fits
cv::Mat light, lightMean;       // l, then the product; how l depends on the mean of y
cv::Mat blurred, sums[kMaps], weight;

void allocate(cv::Size size) {
  if (weight.size() == size) return;
  for (auto &window : maps)
    for (auto &m : window) m = cv::Mat::zeros(size, CV_32F);
  light.create(size, CV_32F);
  lightMean.create(size, CV_32F);
  gradient.create(size, CV_32F);
  cv::Mat valid = cv::Mat::zeros(size, CV_32F);
  valid(inside(size)).setTo(1);
  back(valid, weight, kWindows - 1);
}

void similarity(const Means &m, int window, int r) {
  const float *m1 = m.x.ptr<float>(r), *m2 = m.y.ptr<float>(r),
              *ps = m.squares.ptr<float>(r), *pp = m.products.ptr<float>(r);
  float *similar = maps[window][kSimilarity].ptr<float>(r),
        *factor = maps[window][kFactor].ptr<float>(r),
        *mean = maps[window][kMean].ptr<float>(r);
  for (int k = kPad; k < m.x.cols - kPad; k++) {
    float a = m1[k] * m2[k], q = m1[k] * m1[k] + m2[k] * m2[k];
    float f = 1 / (ps[k] - q + kC2), cs = (2 * (pp[k] - a) + kC2) * f;
    similar[k] = cs;
    factor[k] = 2 * f;
    mean[k] = cs * m2[k] - m1[k];
  }
  if (window < kWindows - 1) return;
  float *l = light.ptr<float>(r), *el = lightMean.ptr<float>(r);
  for (int k = kPad; k < m.x.cols - kPad; k++) {
    float f = 1 / (m1[k] * m1[k] + m2[k] * m2[k] + kC1);
    l[k] = (2 * m1[k] * m2[k] + kC1) * f;
    el[k] = 2 * (m1[k] - l[k] * m2[k]) * f;
  }
}

// turn makes the coefficients of a window, given the product of all others.
inline void turn(float &similar, float &factor, float &mean, float others) {
  float a = others * factor, b = a * similar, c = a * mean;
  similar = a, factor = b, mean = c;
}

// coefficients turns the maps of row r, and leaves the product in light's.
void coefficients(int r) {
  float *s[kWindows], *f[kWindows], *e[kWindows];
  for (int i = 0; i < kWindows; i++) {
    s[i] = maps[i][kSimilarity].ptr<float>(r);
    f[i] = maps[i][kFactor].ptr<float>(r);
    e[i] = maps[i][kMean].ptr<float>(r);
  }
  float *l = light.ptr<float>(r), *el = lightMean.ptr<float>(r);
  const int end = light.cols - kPad;
#pragma GCC ivdep  // so many rows would not be checked for overlap, nor be vectors
  for (int k = kPad; k < end; k++) {
    float p1 = s[0][k], p2 = p1 * s[1][k], p3 = p2 * s[2][k],
          p4 = p3 * s[3][k], p5 = p4 * s[4][k];
    float q4 = l[k], q3 = q4 * s[4][k], q2 = q3 * s[3][k], q1 = q2 * s[2][k],
          q0 = q1 * s[1][k];
    turn(s[0][k], f[0][k], e[0][k], q0);
    turn(s[1][k], f[1][k], e[1][k], p1 * q1);
    turn(s[2][k], f[2][k], e[2][k], p2 * q2);
    turn(s[3][k], f[3][k], e[3][k], p3 * q3);
    turn(s[4][k], f[4][k], e[4][k], p4 * q4);
    e[4][k] += p5 * el[k];
    l[k] *= p5;
  }
}

// spread adds up the coefficients of all windows, filtered.
void spread() {
  for (int m = 0; m < kMaps; m++)
    for (int i = kWindows - 1; i >= 0; i--) {
      if (i == kWindows - 1) {
        back(maps[i][m], sums[m], i);
      } else {
        back(maps[i][m], blurred, i);
        sums[m] += blurred;
      }
    }
}

void combine(const cv::Mat &x, const cv::Mat &y, float ms, float l1) {
  for (int r = 0; r < x.rows; r++) {
    const float *a = x.ptr<float>(r), *b = y.ptr<float>(r),
                *sa = sums[0].ptr<float>(r), *sb = sums[1].ptr<float>(r),
                *sc = sums[2].ptr<float>(r), *w = weight.ptr<float>(r);
    float *g = gradient.ptr<float>(r);
    for (int k = 0; k < x.cols; k++) {
      float sign = float(b[k] > a[k]) - float(b[k] < a[k]);
      g[k] = l1 * sign * w[k] - ms * (a[k] * sa[k] - b[k] * sb[k] + sc[k]);
    }
  }
}

}  // namespace

double mixGrad(const cv::Mat &x, const cv::Mat &y) {
  allocate(x.size());
  const int last = x.rows - kPad;
  prepare(x, y);
  for (int i = 0; i < kWindows; i++) {
    const Means &m = means(x, y, i);
    for (int r = kPad; r < last; r++) similarity(m, i, r);
  }
  for (int r = kPad; r < last; r++) coefficients(r);
  spread();
  const double n = inside(x.size()).area();
  const double similar = cv::sum(light(inside(x.size())))[0];
  combine(x, y, float(255 * kAlpha / n), float((1 - kAlpha) / n));
  return kAlpha * (1 - similar / n) + (1 - kAlpha) * meanDifference();
}

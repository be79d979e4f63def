// What the loss Mix and its gradient share: five Gaussian windows of one middle,
// 31x31, of which only those count that fit.
#pragma once

#include <opencv2/core.hpp>

constexpr int kWindows = 5, kPad = 15;
constexpr double kAlpha = .84;

// Means are those of x, y, x²+y² and xy under a window.
struct Means { cv::Mat x, y, squares, products; };

// inside is where windows fit.
inline cv::Rect inside(cv::Size size) {
  return {kPad, kPad, size.width - 2 * kPad, size.height - 2 * kPad};
}

// prepare makes x²+y², xy and |x-y|, in one pass over the samples.
void prepare(const cv::Mat &x, const cv::Mat &y);

// means filters what has been prepared.
const Means &means(const cv::Mat &x, const cv::Mat &y, int window);

// meanDifference is the mean of |x-y| under the widest window, of 255.
double meanDifference();

// back filters with a window turned round; beyond the picture there is nothing.
void back(const cv::Mat &src, cv::Mat &dst, int window);

// What the files of this program share: scores of a pair of gray pictures of
// one size, the distorted one second, samples 0 to 255 in single precision.
#pragma once

#include <opencv2/core.hpp>

double ssim(const cv::Mat &x, const cv::Mat &y);
double msssim(const cv::Mat &x, const cv::Mat &y);
double zhao(const cv::Mat &x, const cv::Mat &y);
double mix(const cv::Mat &x, const cv::Mat &y);

// mixGrad is mix with its gradient by y, of intensities in [0,1].
double mixGrad(const cv::Mat &x, const cv::Mat &y);
extern cv::Mat gradient;

// Windows of Mix have all their taps, as published, also those below 2^-26.
extern bool all_taps;

// The constants of all of them.
constexpr int kLanes = 16;  // partial sums of a row, so that loops are vectors
constexpr float kC1 = .01f * 255 * .01f * 255, kC2 = .03f * 255 * .03f * 255;

// The contestant: speaks the line protocol of package child.
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <map>
#include <string>

#include <opencv2/core/utility.hpp>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "peer.hpp"

namespace {

const std::map<std::string, double (*)(const cv::Mat &, const cv::Mat &)>
    scores = {{"ssim", ssim}, {"ms-ssim", msssim}, {"zhao-ms-ssim", zhao},
              {"mix", mix}, {"mix-grad", mixGrad}};

// flush has numbers too small for single precision, such as a narrow window's
// outer taps, count as 0: each product of one would take a hundred cycles.
void flush() {
#if defined(__SSE2__)
  _mm_setcsr(_mm_getcsr() | 0x8040);
#endif
}

int64_t now(clockid_t clock) {
  timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

bool load(const std::string &name, int w, int h, cv::Mat &to) {
  cv::Mat bytes(h, w, CV_8U);
  FILE *f = std::fopen(name.c_str(), "rb");
  bool ok = f && std::fread(bytes.data, 1, size_t(w) * h, f) == size_t(w) * h;
  if (f) std::fclose(f);
  bytes.convertTo(to, CV_32F);
  return ok;
}

void run(const std::string &metric, int n, const cv::Mat &x, const cv::Mat &y) {
  auto score = scores.find(metric);
  if (score == scores.end()) {
    std::printf("error no %s\n", metric.c_str());
    return;
  }
  double value = 0;
  std::string times;
  for (int i = 0; i < n; i++) {
    int64_t wall = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    value = score->second(x, y);
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    wall = now(CLOCK_MONOTONIC) - wall;
    times += " " + std::to_string(cpu) + ":" + std::to_string(wall);
  }
  std::printf("ok %.17g%s\n", value, times.c_str());
}

// write writes the gradient that was made last.
void write(const std::string &name) {
  FILE *f = gradient.empty() ? nullptr : std::fopen(name.c_str(), "wb");
  bool ok = f && std::fwrite(gradient.data, sizeof(float), gradient.total(), f) ==
                     gradient.total();
  if (f) ok = std::fclose(f) == 0 && ok;
  std::printf(ok ? "ok\n" : "error cannot write a gradient\n");
}

}  // namespace

int main(int argc, char **argv) {
  cv::setNumThreads(argc > 1 ? std::atoi(argv[argc - 1]) : 1);
  all_taps = argc > 2 && std::string(argv[1]) == "all-taps";
  if (all_taps) flush();
  std::string command;
  cv::Mat x, y;
  while (std::cin >> command) {
    if (command == "version") {
      std::printf("ok OpenCV %s, %s\n", CV_VERSION, "g++ " __VERSION__);
    } else if (command == "load") {
      int w, h, channels;
      std::string ref, dist;
      std::cin >> w >> h >> channels >> ref >> dist;
      bool ok = channels == 1 && load(ref, w, h, x) && load(dist, w, h, y);
      std::printf(ok ? "ok\n" : "error cannot read the pictures\n");
    } else if (command == "run") {
      std::string metric;
      int n;
      std::cin >> metric >> n;
      run(metric, n, x, y);
    } else if (command == "gradient") {
      std::string name;
      std::getline(std::cin >> std::ws, name);
      write(name);
    } else {
      std::printf("error unknown command %s\n", command.c_str());
    }
    std::fflush(stdout);
  }
}

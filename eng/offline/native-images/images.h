// Reading and writing of images in memory. Pixels are rows of 4 bytes, without gaps: blue, green, red, alpha.
#pragma once

#include <cstddef>
#include <cstdint>

// libjpeg and libpng report errors by longjmp: no object with a destructor lives in a function that calls setjmp.

// The header of an image file, as far as it matters here.
struct Header {
  int32_t width;
  int32_t height;
  int32_t has_alpha;
};

// Pixels to be written. Those with alpha are multiplied by it, as read ones are.
struct Pixels {
  const uint8_t* bytes;
  int32_t width;
  int32_t height;
  int32_t red_first;
  int32_t has_alpha;
};

enum Outcome : int32_t { Failed = 0, Whole = 1, Incomplete = 2 };

// A file in memory: malloc'ed, grown by whoever writes.
struct Output {
  uint8_t* bytes;
  size_t length;
};

constexpr int64_t kMostPixels = int64_t{1} << 28;

inline bool is_size(int64_t width, int64_t height) { return width > 0 && height > 0 && width <= kMostPixels / height; }

bool jpeg_probe(const uint8_t* data, size_t length, Header* header);
bool png_probe(const uint8_t* data, size_t length, Header* header);

// 'pixels' has room for the size that probing found, and is zero; a file whose header says otherwise fails.
Outcome jpeg_read(const uint8_t* data, size_t length, const Header& header, uint8_t* pixels);
Outcome png_read(const uint8_t* data, size_t length, const Header& header, uint8_t* pixels);

bool jpeg_write(const Pixels& pixels, int quality, Output* output);
bool png_write(const Pixels& pixels, Output* output);

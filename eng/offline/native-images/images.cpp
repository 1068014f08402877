// The C interface: which format it is, and passing on.
#include "images.h"

#include <cstdlib>
#include <cstring>

#define NNI_API extern "C" __attribute__((visibility("default")))

namespace {

constexpr uint8_t kJpeg[] = {0xFF, 0xD8, 0xFF};
constexpr uint8_t kPng[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

template <size_t N>
bool begins_with(const uint8_t* data, size_t length, const uint8_t (&mark)[N]) {
  return length >= N && std::memcmp(data, mark, N) == 0;
}

}  // namespace

NNI_API int32_t nni_probe(const uint8_t* data, size_t length, Header* header) {
  *header = {};
  if (begins_with(data, length, kJpeg)) return jpeg_probe(data, length, header);
  if (begins_with(data, length, kPng)) return png_probe(data, length, header);
  return 0;
}

NNI_API Outcome nni_read(const uint8_t* data, size_t length, const Header* header, uint8_t* pixels) {
  if (begins_with(data, length, kJpeg)) return jpeg_read(data, length, *header, pixels);
  if (begins_with(data, length, kPng)) return png_read(data, length, *header, pixels);
  return Failed;
}

// 'quality' is that of a JPEG; 0 writes a PNG. What is written must be given back to nni_free.
NNI_API int32_t nni_write(const Pixels* pixels, int32_t quality, Output* output) {
  *output = {};
  const bool written = quality > 0 ? jpeg_write(*pixels, quality, output) : png_write(*pixels, output);
  if (!written) {
    std::free(output->bytes);
    *output = {};
  }
  return written;
}

NNI_API void nni_free(uint8_t* bytes) { std::free(bytes); }

// PNG files: RGBA, or RGB where there is no alpha.
#include "images.h"
#include "png_errors.h"

#include <cstdlib>
#include <cstring>

namespace {

// Memory is asked for in doubling steps.
struct Target {
  Output* output;
  size_t room;
};

void append(png_structp png, png_bytep bytes, size_t count) {
  auto& target = *static_cast<Target*>(png_get_io_ptr(png));
  auto& output = *target.output;
  if (count > target.room - output.length) {
    const auto room = (output.length + count) * 2;
    const auto grown = static_cast<uint8_t*>(std::realloc(output.bytes, room));
    if (grown == nullptr) png_error(png, "memory");
    output.bytes = grown;
    target.room = room;
  }
  std::memcpy(output.bytes + output.length, bytes, count);
  output.length += count;
}

// A PNG's colours are not multiplied by alpha.
void divide_by_alpha(const uint8_t* from, uint8_t* to, int32_t count) {
  for (int32_t i = 0; i < count; i++, from += 4, to += 4) {
    const int alpha = from[3];
    for (int c = 0; c < 3; c++) {
      const int value = alpha == 0 ? 0 : (from[c] * 255 + alpha / 2) / alpha;
      to[c] = static_cast<uint8_t>(value > 255 ? 255 : value);
    }
    to[3] = from[3];
  }
}

}  // namespace

bool png_write(const Pixels& pixels, Output* output) {
  const size_t stride = size_t{4} * pixels.width;
  Target target{output, 0};
  auto row = static_cast<uint8_t*>(std::malloc(stride));
  auto png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, png_failed, png_warned);
  auto info = png == nullptr ? nullptr : png_create_info_struct(png);
  volatile bool written = false;
  if (row != nullptr && info != nullptr && setjmp(png_jmpbuf(png)) == 0) {
    png_set_write_fn(png, &target, append, [](png_structp) {});
    png_set_IHDR(png, info, pixels.width, pixels.height, 8, pixels.has_alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    if (!pixels.has_alpha) png_set_filler(png, 0, PNG_FILLER_AFTER);
    if (!pixels.red_first) png_set_bgr(png);
    for (int32_t y = 0; y < pixels.height; y++) {
      const auto source = pixels.bytes + y * stride;
      if (pixels.has_alpha) divide_by_alpha(source, row, pixels.width);
      png_write_row(png, pixels.has_alpha ? row : source);
    }
    png_write_end(png, info);
    written = true;
  }
  png_destroy_write_struct(png == nullptr ? nullptr : &png, info == nullptr ? nullptr : &info);
  std::free(row);
  return written;
}

// PNG files of every kind, read piecewise: rows that a file no longer has stay zero.
#include "images.h"
#include "png_errors.h"

#include <cstdlib>

namespace {

struct Reader {
  png_structp png;
  png_infop info;
  Header header;
  uint8_t* pixels;  // null: only the header is wanted
  int passes;
  bool opened;
  bool ended;
};

// Called after the header, before the first row: whatever the file has, 4 bytes a pixel come out.
void on_header(png_structp png, png_infop info) {
  auto& reader = *static_cast<Reader*>(png_get_progressive_ptr(png));
  const auto width = png_get_image_width(png, info);
  const auto height = png_get_image_height(png, info);
  const auto kind = png_get_color_type(png, info);
  const bool has_alpha = (kind & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, info, PNG_INFO_tRNS) != 0;
  if (!is_size(width, height)) png_error(png, "size");
  if (reader.pixels == nullptr) {
    reader.header = {static_cast<int32_t>(width), static_cast<int32_t>(height), has_alpha};
    reader.opened = true;
    png_process_data_pause(png, 0);
    return;
  }
  if (static_cast<int64_t>(width) != reader.header.width || static_cast<int64_t>(height) != reader.header.height) png_error(png, "size");
  reader.opened = true;
  png_set_expand(png);  // palettes, fewer than 8 bits, transparent colours
  png_set_strip_16(png);
  png_set_gray_to_rgb(png);
  if (!has_alpha) png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
  png_set_bgr(png);
  reader.passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  if (png_get_rowbytes(png, info) != size_t{width} * 4) png_error(png, "row");
}

void on_row(png_structp png, png_bytep row, png_uint_32 number, int pass) {
  auto& reader = *static_cast<Reader*>(png_get_progressive_ptr(png));
  if (static_cast<int64_t>(number) >= reader.header.height) png_error(png, "row");
  png_progressive_combine_row(png, reader.pixels + number * (size_t{4} * reader.header.width), row);
  if (pass == reader.passes - 1 && static_cast<int64_t>(number) == reader.header.height - 1) reader.ended = true;
}

void run(Reader& reader, const uint8_t* data, size_t length) {
  reader.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, png_failed, png_warned);
  if (reader.png == nullptr) return;
  if (setjmp(png_jmpbuf(reader.png)) == 0) {
    reader.info = png_create_info_struct(reader.png);
    if (reader.info != nullptr) {
      png_set_progressive_read_fn(reader.png, &reader, on_header, on_row, nullptr);
      png_process_data(reader.png, reader.info, const_cast<png_bytep>(data), length);
    }
  } else {
    reader.opened = reader.opened && reader.pixels == nullptr;
  }
  png_destroy_read_struct(&reader.png, &reader.info, nullptr);
}

void multiply_by_alpha(uint8_t* pixels, size_t count) {
  for (auto end = pixels + 4 * count; pixels != end; pixels += 4)
    for (int c = 0; c < 3; c++) pixels[c] = static_cast<uint8_t>((pixels[c] * pixels[3] + 127) / 255);
}

}  // namespace

bool png_probe(const uint8_t* data, size_t length, Header* header) {
  Reader reader{};
  run(reader, data, length);
  *header = reader.header;
  return reader.opened;
}

Outcome png_read(const uint8_t* data, size_t length, const Header& header, uint8_t* pixels) {
  Reader reader{};
  reader.header = header;
  reader.pixels = pixels;
  run(reader, data, length);
  if (!reader.opened && !reader.ended) return Failed;
  if (header.has_alpha) multiply_by_alpha(pixels, static_cast<size_t>(header.width) * header.height);
  return reader.ended ? Whole : Incomplete;
}

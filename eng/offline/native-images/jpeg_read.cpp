// JPEG files. Rows that a file no longer has stay zero; what is damaged in other ways is decoded as well as libjpeg can.
#include "images.h"
#include "jpeg_errors.h"

#include <cstring>

namespace {

// Honest progressive files have about ten scans; each costs a pass over the whole image, however few bytes it has.
constexpr int kMostScans = 200;

struct Reader {
  jpeg_decompress_struct info;
  JpegErrors errors;
  jpeg_source_mgr source;
  jpeg_progress_mgr progress;
  bool reads_rows;
};

// All there is lies in memory already: asking for more suspends decoding.
boolean no_more(j_decompress_ptr) { return FALSE; }

void skip(j_decompress_ptr info, long count) {
  auto& source = *info->src;
  const auto skipped = count < 0 ? 0 : static_cast<size_t>(count) < source.bytes_in_buffer ? static_cast<size_t>(count) : source.bytes_in_buffer;
  source.next_input_byte += skipped;
  source.bytes_in_buffer -= skipped;
}

void limit_scans(j_common_ptr info) {
  if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMostScans) info->err->error_exit(info);
}

// The reader after the header; the caller has called setjmp.
bool open(Reader& reader, const uint8_t* data, size_t length) {
  jpeg_create_decompress(&reader.info);
  reader.source.next_input_byte = data;
  reader.source.bytes_in_buffer = length;
  reader.source.init_source = [](j_decompress_ptr) {};
  reader.source.fill_input_buffer = no_more;
  reader.source.skip_input_data = skip;
  reader.source.resync_to_restart = jpeg_resync_to_restart;
  reader.source.term_source = [](j_decompress_ptr) {};
  reader.progress.progress_monitor = limit_scans;
  reader.info.src = &reader.source;
  reader.info.progress = &reader.progress;
  return jpeg_read_header(&reader.info, TRUE) == JPEG_HEADER_OK && is_size(reader.info.image_width, reader.info.image_height);
}

// Inks as Adobe writes them, inverted: 255 is none.
void from_inks(const uint8_t* inks, uint8_t* pixels, size_t count) {
  for (size_t i = 0; i < count; i++, inks += 4, pixels += 4) {
    for (int c = 0; c < 3; c++) pixels[2 - c] = static_cast<uint8_t>((inks[c] * inks[3] + 127) / 255);
    pixels[3] = 255;
  }
}

// Rows until the end or until there is no more input.
Outcome read_rows(Reader& reader, uint8_t* pixels) {
  auto& info = reader.info;
  const bool is_inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
  info.out_color_space = is_inks ? JCS_CMYK : JCS_EXT_BGRA;
  if (!jpeg_start_decompress(&info)) return Failed;
  reader.reads_rows = true;
  const size_t stride = size_t{info.output_width} * 4;
  auto inks = is_inks ? info.mem->alloc_sarray(reinterpret_cast<j_common_ptr>(&info), JPOOL_IMAGE, info.output_width * 4, 1) : nullptr;
  while (info.output_scanline < info.output_height) {
    auto row = pixels + info.output_scanline * stride;
    if (jpeg_read_scanlines(&info, is_inks ? inks : &row, 1) == 0) return Incomplete;
    if (is_inks) from_inks(inks[0], row, info.output_width);
  }
  return Whole;
}

}  // namespace

bool jpeg_probe(const uint8_t* data, size_t length, Header* header) {
  Reader reader{};
  reader.info.err = prepare(&reader.errors);
  volatile bool found = false;
  if (setjmp(reader.errors.target) == 0) {
    found = open(reader, data, length);
    *header = {static_cast<int32_t>(reader.info.image_width), static_cast<int32_t>(reader.info.image_height), 0};
  }
  jpeg_destroy_decompress(&reader.info);
  return found;
}

Outcome jpeg_read(const uint8_t* data, size_t length, const Header& header, uint8_t* pixels) {
  Reader reader{};
  reader.info.err = prepare(&reader.errors);
  volatile Outcome outcome = Failed;
  if (setjmp(reader.errors.target) == 0) {
    if (open(reader, data, length) && static_cast<int64_t>(reader.info.image_width) == header.width
        && static_cast<int64_t>(reader.info.image_height) == header.height)
      outcome = read_rows(reader, pixels);
  } else if (reader.reads_rows) {
    // An error among the rows leaves nothing of them, but is none of the whole.
    std::memset(pixels, 0, size_t{4} * reader.info.image_width * reader.info.image_height);
    outcome = Incomplete;
  }
  jpeg_destroy_decompress(&reader.info);
  return outcome;
}

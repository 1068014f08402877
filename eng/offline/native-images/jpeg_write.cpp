// JPEG files: what alpha there is is left out.
#include "images.h"
#include "jpeg_errors.h"

bool jpeg_write(const Pixels& pixels, int quality, Output* output) {
  jpeg_compress_struct info{};
  JpegErrors errors;
  info.err = prepare(&errors);
  unsigned char* bytes = nullptr;
  unsigned long length = 0;
  volatile bool written = false;
  if (setjmp(errors.target) == 0) {
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &length);
    info.image_width = static_cast<JDIMENSION>(pixels.width);
    info.image_height = static_cast<JDIMENSION>(pixels.height);
    info.input_components = 4;
    info.in_color_space = pixels.red_first ? JCS_EXT_RGBA : JCS_EXT_BGRA;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
      auto row = const_cast<JSAMPROW>(pixels.bytes) + size_t{info.next_scanline} * pixels.width * 4;
      jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    written = true;
  } else {
    // So that 'bytes' is what there is to be given back.
    if (info.dest != nullptr) info.dest->term_destination(&info);
  }
  jpeg_destroy_compress(&info);
  output->bytes = bytes;
  output->length = length;
  return written;
}

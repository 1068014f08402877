// Errors of libjpeg: they go back to where setjmp was called, and nothing is ever printed.
#pragma once

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

#ifndef JCS_ALPHA_EXTENSIONS
#error "libjpeg-turbo is needed: its colour spaces with alpha are used."
#endif

struct JpegErrors {
  jpeg_error_mgr base;  // first: libjpeg hands back a pointer to it
  jmp_buf target;
};

inline jpeg_error_mgr* prepare(JpegErrors* errors) {
  jpeg_std_error(&errors->base);
  errors->base.error_exit = [](j_common_ptr info) { longjmp(reinterpret_cast<JpegErrors*>(info->err)->target, 1); };
  errors->base.emit_message = [](j_common_ptr, int) {};
  errors->base.output_message = [](j_common_ptr) {};
  return &errors->base;
}

// Errors of libpng: they go back to where setjmp was called, and nothing is ever printed.
#pragma once

#include <png.h>

[[noreturn]] inline void png_failed(png_structp png, png_const_charp) { png_longjmp(png, 1); }
inline void png_warned(png_structp, png_const_charp) {}

#pragma once
#include <stddef.h>

/// The bytes of a file compiled into the binary, by name; NULL for an unknown name.
const unsigned char *_Nullable hawthorne_embedded_file(const char *_Nonnull name, size_t *_Nonnull size);

// Where libFuzzer comes in: it brings a main of its own, which a product in Swift would rename.
#include <stddef.h>
#include <stdint.h>

int openfloor_inlet(const uint8_t *bytes, size_t count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) { return openfloor_inlet(bytes, count); }

/* A library that speaks a later major and so refuses this one. */
#include <flytespark.h>
#include <string.h>

uint32_t flytespark_abi_version(void) { return 2 * 65536 + 5; }

flytespark_code flytespark_get_api(uint32_t abi_major, flytespark_api *api, size_t api_size) {
  memset(api, 0, api_size);
  return abi_major == 2 ? FLYTESPARK_INTERNAL : FLYTESPARK_UNSUPPORTED_ABI;
}

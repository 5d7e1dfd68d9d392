// A Buffer's storage handed over to the caller, with the function that frees it.
#include "capi/buffer_c.hpp"

#include <cstdlib>

#include "flytespark.h"
#include "lib/base/buffer.hpp"

extern "C" {
static void release_storage(flytespark_buffer* self) {
  if (self == nullptr) return;
  std::free(self->private_data);
  *self = flytespark_buffer{};
}
}

namespace flytespark::capi {

void hand_over(Buffer& from, flytespark_buffer* to) {
  const std::size_t size = from.size();
  char* storage = from.release();
  *to = {storage, size, &release_storage, storage};
}

}  // namespace flytespark::capi

void flytespark_buffer_release(flytespark_buffer* buffer) noexcept {
  if (buffer != nullptr && buffer->release != nullptr) buffer->release(buffer);
}

// A Buffer's storage handed over to the caller, with the function that frees it.
#pragma once

#include "flytespark.h"
#include "lib/base/buffer.hpp"

namespace flytespark::capi {

// An output as it must be from the first line of a call on.
inline void clear(flytespark_buffer* buffer) noexcept {
  if (buffer != nullptr) *buffer = flytespark_buffer{};
}

void hand_over(Buffer& from, flytespark_buffer* to);

}  // namespace flytespark::capi

// What the process asks of malloc, counted: the library's allocations are the bench's own, since
// both use one malloc.
#pragma once

#include <cstddef>

namespace flytespark::bench {

struct Allocations {
  std::size_t count = 0;
  std::size_t bytes = 0;
};

// Of this thread, since it began.
Allocations allocations();

}  // namespace flytespark::bench

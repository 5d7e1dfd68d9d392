#include "tests/bench/allocations.hpp"

#include <cstdlib>

// glibc's own, behind the names that this file takes over.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
}

namespace flytespark::bench {
namespace {

thread_local Allocations counted;

void count(std::size_t bytes) {
  ++counted.count;
  counted.bytes += bytes;
}

}  // namespace

Allocations allocations() { return counted; }

}  // namespace flytespark::bench

extern "C" {

void* malloc(std::size_t size) {
  flytespark::bench::count(size);
  return __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) {
  flytespark::bench::count(count * size);
  return __libc_calloc(count, size);
}

void* realloc(void* old, std::size_t size) {
  flytespark::bench::count(size);
  return __libc_realloc(old, size);
}
}

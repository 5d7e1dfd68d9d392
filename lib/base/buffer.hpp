// The bytes of one answer while they are written. The storage comes from malloc, so that the C
// boundary can hand it over without a copy.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

namespace flytespark {

class Buffer {
 public:
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { std::free(data_); }

  // Room for `bytes` more at the returned place; `advance` then says how many were used.
  char* grow(std::size_t bytes) {
    if (capacity_ - size_ < bytes) enlarge(bytes);
    return data_ + size_;
  }
  void advance(std::size_t bytes) { size_ += bytes; }

  void append(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(grow(text.size()), text.data(), text.size());
    size_ += text.size();
  }
  void push_back(char c) {
    *grow(1) = c;
    ++size_;
  }
  void pop_back() { --size_; }

  std::size_t size() const { return size_; }
  std::string_view view() const { return {data_, size_}; }
  char back() const { return data_[size_ - 1]; }

  // The storage, now the caller's to free().
  char* release() {
    char* data = data_;
    data_ = nullptr;
    size_ = capacity_ = 0;
    return data;
  }

 private:
  void enlarge(std::size_t bytes) {
    std::size_t capacity = capacity_ == 0 ? kFirst : capacity_ * 2;
    if (capacity < size_ + bytes) capacity = size_ + bytes;
    void* data = std::realloc(data_, capacity);
    if (data == nullptr) throw std::bad_alloc();
    data_ = static_cast<char*>(data);
    capacity_ = capacity;
  }

  static constexpr std::size_t kFirst = 8192;

  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace flytespark

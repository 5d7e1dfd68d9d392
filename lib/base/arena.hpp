// A bump allocator: everything one call, or one handle, builds lives and dies together.
//
// Memory comes first from a block the owner may lend (a stack buffer for a call), then from the
// heap in blocks that double. Nothing is destroyed one by one, so only trivially destructible types
// may live here.
//
// Threads: one at a time. Throws std::bad_alloc when the heap is exhausted; the C boundary turns it
// into a code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>

namespace flytespark {

class Arena {
 public:
  Arena() = default;
  // `lent` stays the caller's and must outlive the arena.
  explicit Arena(std::span<std::byte> lent) : next_(lent.data()), end_(lent.data() + lent.size()) {}
  Arena(Arena&& other) noexcept
      : next_(other.next_),
        end_(other.end_),
        blocks_(other.blocks_),
        block_bytes_(other.block_bytes_),
        reserved_(other.reserved_) {
    other.next_ = other.end_ = nullptr;
    other.blocks_ = nullptr;
  }
  Arena& operator=(Arena&&) = delete;
  ~Arena() {
    while (blocks_ != nullptr) {
      Block* previous = blocks_->previous;
      ::operator delete(blocks_);
      blocks_ = previous;
    }
  }

  void* allocate(std::size_t bytes, std::size_t alignment) {
    auto at = (reinterpret_cast<std::uintptr_t>(next_) + (alignment - 1)) & ~(alignment - 1);
    auto end = reinterpret_cast<std::uintptr_t>(end_);
    if (next_ == nullptr || at > end || bytes > end - at) return allocate_in_new_block(bytes);
    next_ = reinterpret_cast<std::byte*>(at + bytes);
    return reinterpret_cast<void*>(at);
  }

  // `count` value-initialised objects.
  template <typename T>
  T* make_array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    T* items = static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
    for (std::size_t i = 0; i < count; ++i) new (items + i) T();
    return items;
  }

  template <typename T>
  std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    T* to = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
    std::memcpy(static_cast<void*>(to), items.data(), items.size_bytes());
    return {to, items.size()};
  }

  std::string_view copy(std::string_view text) {
    auto bytes = copy(std::span<const char>(text.data(), text.size()));
    return {bytes.data(), bytes.size()};
  }

  std::string_view concat(std::span<const std::string_view> parts) {
    std::size_t size = 0;
    for (auto part : parts) size += part.size();
    char* to = static_cast<char*>(allocate(size, 1));
    char* at = to;
    for (auto part : parts) {
      if (!part.empty()) std::memcpy(at, part.data(), part.size());
      at += part.size();
    }
    return {to, size};
  }
  std::string_view concat(std::initializer_list<std::string_view> parts) {
    return concat(std::span<const std::string_view>(parts.begin(), parts.size()));
  }

  // The next heap block holds this much: one allocation when the need is known.
  void reserve(std::size_t bytes) { next_ = static_cast<std::byte*>(allocate_in_new_block(bytes)); }

  // Heap bytes held.
  std::size_t reserved_bytes() const { return reserved_; }

 private:
  struct alignas(std::max_align_t) Block {
    Block* previous;
  };

  void* allocate_in_new_block(std::size_t bytes) {
    std::size_t room = bytes;
    if (room < block_bytes_) {
      room = block_bytes_;
      if (block_bytes_ < kLargestBlock) block_bytes_ *= 2;
    }
    auto* block = static_cast<Block*>(::operator new(sizeof(Block) + room));
    block->previous = blocks_;
    blocks_ = block;
    reserved_ += sizeof(Block) + room;
    auto* first = reinterpret_cast<std::byte*>(block + 1);
    next_ = first + bytes;
    end_ = first + room;
    return first;
  }

  static constexpr std::size_t kLargestBlock = std::size_t{1} << 20;

  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  Block* blocks_ = nullptr;
  std::size_t block_bytes_ = 1024;
  std::size_t reserved_ = 0;
};

}  // namespace flytespark

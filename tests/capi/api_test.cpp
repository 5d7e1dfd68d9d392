#include <algorithm>
#include <cstddef>
#include <cstring>
#include <vector>

#include "flytespark.h"
#include "tests/unit/catch.hpp"

namespace {

constexpr std::size_t kHeaderSize = offsetof(flytespark_api, plugin_new);
constexpr unsigned char kCanary = 0xA5;

// The table as it was in 1.0, for good: its slots from plugin_new to version.
using Slot = void (*)();
constexpr std::size_t kFirstReleaseSlots = 14;
struct ApiOfFirstRelease {
  std::size_t struct_size;
  std::uint32_t abi_major;
  std::uint32_t abi_minor;
  Slot slots[kFirstReleaseSlots];
};
static_assert(offsetof(flytespark_api, observe) == sizeof(ApiOfFirstRelease));
static_assert(offsetof(flytespark_api, plugin_new) == offsetof(ApiOfFirstRelease, slots));

// A host's table of any size, with more bytes behind it than the library may touch.
struct Table {
  explicit Table(std::size_t size_in) : size(size_in), bytes(size_in + 64, kCanary) {}

  flytespark_code fill(std::uint32_t major = FLYTESPARK_ABI_MAJOR) {
    return flytespark_get_api(major, reinterpret_cast<flytespark_api*>(bytes.data()), size);
  }
  bool is_zero() const {
    return std::all_of(bytes.begin(), end(), [](int b) { return b == 0; });
  }
  bool canary_lives() const {
    return std::all_of(end(), bytes.end(), [](int b) { return b == kCanary; });
  }
  std::vector<unsigned char>::const_iterator end() const {
    return bytes.begin() + static_cast<std::ptrdiff_t>(size);
  }

  std::size_t size;
  std::vector<unsigned char> bytes;
};

}  // namespace

TEST_CASE("the table holds the function of each exported symbol", "[capi]") {
  flytespark_api api;
  REQUIRE(flytespark_get_api(FLYTESPARK_ABI_MAJOR, &api, sizeof api) == FLYTESPARK_OK);
  CHECK(api.struct_size == sizeof api);
  CHECK(api.abi_major == FLYTESPARK_ABI_MAJOR);
  CHECK(api.abi_minor == FLYTESPARK_ABI_MINOR);
  CHECK(api.plugin_new == &flytespark_plugin_new);
  CHECK(api.plugin_free == &flytespark_plugin_free);
  CHECK(api.task_new == &flytespark_task_new);
  CHECK(api.task_free == &flytespark_task_free);
  CHECK(api.build == &flytespark_build);
  CHECK(api.identity == &flytespark_identity);
  CHECK(api.validate_config == &flytespark_validate_config);
  CHECK(api.error_code == &flytespark_error_code);
  CHECK(api.error_message == &flytespark_error_message);
  CHECK(api.error_details == &flytespark_error_details);
  CHECK(api.error_free == &flytespark_error_free);
  CHECK(api.buffer_release == &flytespark_buffer_release);
  CHECK(api.abi_version == &flytespark_abi_version);
  CHECK(api.version == &flytespark_version);
  CHECK(api.observe == &flytespark_observe);
  CHECK(api.is_terminal == &flytespark_is_terminal);
  CHECK(api.completion_time == &flytespark_completion_time);
  CHECK(api.render_links == &flytespark_render_links);
  CHECK(api.link_visible == &flytespark_link_visible);
  CHECK(api.classify_build_error == &flytespark_classify_build_error);
  CHECK(api.classify_create_error == &flytespark_classify_create_error);
  CHECK(api.classify_get_error == &flytespark_classify_get_error);
  CHECK(api.conclude == &flytespark_conclude);
  CHECK(api.ingress_url == &flytespark_ingress_url);
}

TEST_CASE("no slot that the header knows is empty", "[capi]") {
  Table table(sizeof(flytespark_api));
  REQUIRE(table.fill() == FLYTESPARK_OK);
  for (std::size_t at = kHeaderSize; at < table.size; at += sizeof(void*)) {
    CAPTURE(at);
    const void* slot = nullptr;
    std::memcpy(&slot, &table.bytes[at], sizeof slot);
    CHECK(slot != nullptr);
  }
}

TEST_CASE("a host of 1.0 gets the functions of 1.0 and nothing behind them", "[capi]") {
  flytespark_api whole;
  REQUIRE(flytespark_get_api(FLYTESPARK_ABI_MAJOR, &whole, sizeof whole) == FLYTESPARK_OK);
  Table table(sizeof(ApiOfFirstRelease));
  REQUIRE(table.fill() == FLYTESPARK_OK);
  CHECK(table.canary_lives());
  ApiOfFirstRelease api;
  std::memcpy(static_cast<void*>(&api), table.bytes.data(), sizeof api);
  CHECK(api.struct_size == sizeof api);
  CHECK(api.abi_major == FLYTESPARK_ABI_MAJOR);
  CHECK(api.abi_minor == FLYTESPARK_ABI_MINOR);
  CHECK(std::memcmp(api.slots, &whole.plugin_new, sizeof api.slots) == 0);
  CHECK(api.slots[0] == reinterpret_cast<Slot>(&flytespark_plugin_new));
  CHECK(api.slots[kFirstReleaseSlots - 1] == reinterpret_cast<Slot>(&flytespark_version));
}

TEST_CASE("a host that knows half of what 1.1 added gets that half", "[capi]") {
  Table table(offsetof(flytespark_api, link_visible));
  REQUIRE(table.fill() == FLYTESPARK_OK);
  CHECK(table.canary_lives());
  const auto* api = reinterpret_cast<const flytespark_api*>(table.bytes.data());
  CHECK(api->struct_size == table.size);
  CHECK(api->render_links == &flytespark_render_links);
}

TEST_CASE("a table too small for its header is zeroed and refused", "[capi]") {
  for (std::size_t size = 0; size < kHeaderSize; ++size) {
    CAPTURE(size);
    Table table(size);
    CHECK(table.fill() == FLYTESPARK_INVALID_ARGUMENT);
    CHECK(table.is_zero());
    CHECK(table.canary_lives());
  }
}

TEST_CASE("a shorter table gets the whole slots that fit and nothing behind them", "[capi]") {
  flytespark_api whole;
  REQUIRE(flytespark_get_api(FLYTESPARK_ABI_MAJOR, &whole, sizeof whole) == FLYTESPARK_OK);
  for (std::size_t size = kHeaderSize; size <= sizeof whole; ++size) {
    CAPTURE(size);
    Table table(size);
    REQUIRE(table.fill() == FLYTESPARK_OK);
    const std::size_t filled = size - (size - kHeaderSize) % sizeof(void*);
    flytespark_api expected = {};
    std::memcpy(static_cast<void*>(&expected), &whole, filled);
    expected.struct_size = filled;
    CHECK(std::memcmp(table.bytes.data(), &expected, size) == 0);
    CHECK(table.canary_lives());
  }
}

TEST_CASE("a table longer than the library's is zero behind the known slots", "[capi]") {
  Table table(sizeof(flytespark_api) + 40);
  REQUIRE(table.fill() == FLYTESPARK_OK);
  CHECK(reinterpret_cast<const flytespark_api*>(table.bytes.data())->struct_size ==
        sizeof(flytespark_api));
  CHECK(std::all_of(table.bytes.cbegin() + sizeof(flytespark_api), table.end(),
                    [](int b) { return b == 0; }));
  CHECK(table.canary_lives());
}

TEST_CASE("another major gets a zeroed table, and the library's own version by its function",
          "[capi]") {
  for (std::uint32_t major : {0u, FLYTESPARK_ABI_MAJOR + 1u, 0xFFFFFFFFu}) {
    CAPTURE(major);
    Table table(sizeof(flytespark_api));
    CHECK(table.fill(major) == FLYTESPARK_UNSUPPORTED_ABI);
    CHECK(table.is_zero());
    CHECK(table.canary_lives());
  }
  CHECK(flytespark_abi_version() == FLYTESPARK_ABI_MAJOR * 65536 + FLYTESPARK_ABI_MINOR);
}

TEST_CASE("no table, or one of a size that cannot be, is refused untouched", "[capi]") {
  CHECK(flytespark_get_api(FLYTESPARK_ABI_MAJOR, nullptr, sizeof(flytespark_api)) ==
        FLYTESPARK_INVALID_ARGUMENT);
  flytespark_api api;
  std::memset(static_cast<void*>(&api), kCanary, sizeof api);
  for (std::size_t size : {std::size_t{FLYTESPARK_MAX_API_BYTES} + 1, ~std::size_t{0}}) {
    CHECK(flytespark_get_api(FLYTESPARK_ABI_MAJOR, &api, size) == FLYTESPARK_INVALID_ARGUMENT);
    CHECK(reinterpret_cast<const unsigned char*>(&api)[0] == kCanary);
  }
  std::vector<unsigned char> largest(FLYTESPARK_MAX_API_BYTES);
  CHECK(flytespark_get_api(FLYTESPARK_ABI_MAJOR, reinterpret_cast<flytespark_api*>(largest.data()),
                           largest.size()) == FLYTESPARK_OK);
}

TEST_CASE("the release is numbers and dots", "[capi]") {
  const std::string version = flytespark_version();
  CHECK(!version.empty());
  CHECK(version.find_first_not_of("0123456789.") == std::string::npos);
}

#include "lib/resolve/literal_inputs.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <protozero/exception.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "flytespark/error.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/proto/wire.hpp"
#include "lib/resolve/literal_text.hpp"

namespace flytespark {
namespace {

using wire::tag_and_type;

// LiteralMap: literals = 1, entries of a map: key = 1, value = 2.
constexpr std::uint32_t kEntry = 1;

std::size_t count_entries(std::string_view literal_map) {
  auto reader = wire::message(literal_map);
  std::size_t count = 0;
  for (; reader.next(kEntry, wire::kBytes); reader.skip()) ++count;
  return count;
}

Error unreadable(std::string_view why) {
  return Error(Code::kInvalidProtobuf, "unable to read inputs: " + std::string(why), "/inputs")
      .in("execution");
}

}  // namespace

Result<void> LiteralInputs::read() {
  if (is_read_) return {};
  try {
    std::size_t count = count_entries(literal_map_);
    inputs_ = {arena_.make_array<Input>(count), count};
    auto map = wire::message(literal_map_);
    for (Input& input : inputs_) {
      map.next(kEntry, wire::kBytes);
      auto entry = wire::message(wire::bytes(map));
      while (entry.next()) {
        switch (entry.tag_and_type()) {
          case tag_and_type(1, wire::kBytes):
            input.name = wire::text(entry);
            break;
          case tag_and_type(2, wire::kBytes):
            input.literal = wire::bytes(entry);
            break;
          default:
            entry.skip();
        }
      }
    }
  } catch (const protozero::exception& fault) {
    return unreadable(fault.what());
  }
  std::stable_sort(inputs_.begin(), inputs_.end(),
                   [](const Input& a, const Input& b) { return a.name < b.name; });
  is_read_ = true;
  return {};
}

// Of several inputs with one name the last counts.
LiteralInputs::Input* LiteralInputs::find(std::string_view name) const {
  auto behind = std::upper_bound(
      inputs_.begin(), inputs_.end(), name,
      [](std::string_view wanted, const Input& input) { return wanted < input.name; });
  if (behind == inputs_.begin() || behind[-1].name != name) return nullptr;
  return &behind[-1];
}

Result<std::string_view> LiteralInputs::text(std::string_view name) {
  FLYTESPARK_CHECK(read());
  Input* input = find(name);
  if (input == nullptr) {
    return Error(Code::kBuildFailed, "requested input is not found [" + std::string(name) + "]");
  }
  if (input->state == State::kUnread) {
    auto text = literal_text(input->literal, arena_);
    if (text) {
      input->state = State::kText;
      input->outcome = *text;
    } else if (text.error().code == Code::kBuildFailed) {
      input->state = State::kFailed;
      input->outcome = arena_.copy(text.error().message);
    } else {
      Error error = text.error();
      error.message = "unable to read input [" + std::string(name) + "]: " + error.message;
      error.path = "/inputs/literals";
      append_json_pointer(error.path, name);
      return std::move(error).in("execution");
    }
  }
  if (input->state == State::kText) return input->outcome;
  return Error(Code::kBuildFailed, "failed to bind a value to inputName [" + std::string(name) +
                                       "]: " + std::string(input->outcome));
}

}  // namespace flytespark

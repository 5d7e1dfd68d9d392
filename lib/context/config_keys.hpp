// How a section of the configuration is told: a table with one line for each key.
//
//   constexpr ConfigKey<CopilotConfig> kKeys[] = {
//       text<&CopilotConfig::image>("image"),
//       duration<&CopilotConfig::timeout_ns>("timeout"),
//   };
//
// A key that is absent or null leaves the member as it was, which is the default. Names match
// without regard to case; when two spellings of one name are given, the later one counts.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "flytespark/error.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/config_value.hpp"
#include "lib/context/weak_value.hpp"

namespace flytespark {

// The lines of Flyte that know a key; to the others it is unknown.
enum class KeyLines { kAll, kNewer, kOlder };

template <typename Section>
struct ConfigKey {
  std::string_view name;
  // What people are told to write.
  std::string_view kind;
  Result<void> (*read)(const Value&, const Place&, const ConfigScope&, Section&);
  // Of maps: `{}` counts as not written too.
  bool is_map = false;
  KeyLines lines = KeyLines::kAll;

  bool is_of(const FlyteLine& line) const {
    return lines == KeyLines::kAll || (lines == KeyLines::kNewer) == line.newer_config_keys;
  }
};

enum class UnknownKeys { kWarn, kIgnore, kRefuse };

template <typename Section>
Result<void> read_section(std::span<const ConfigKey<Section>> keys, UnknownKeys unknown,
                          const Value& value, const Place& place, const ConfigScope& scope,
                          Section& section) {
  if (value.is_null()) return {};
  if (!value.is_map()) return config_error(place, "a map", value);
  for (const Member& member : value.members()) {
    Place at = Place::member(place, member.key);
    bool known = false;
    for (const ConfigKey<Section>& key : keys) {
      if (!key.is_of(scope.line) || !equal_ignoring_case(key.name, member.key)) continue;
      known = true;
      bool is_empty = member.value.is_map() && member.value.members().empty();
      if (member.value.is_null() || (key.is_map && is_empty)) break;
      FLYTESPARK_CHECK(key.read(member.value, at, scope, section));
      break;
    }
    if (known || unknown == UnknownKeys::kIgnore) continue;
    if (unknown == UnknownKeys::kRefuse) {
      return Error{Code::kInvalidConfig, "this key is unknown", at.pointer()};
    }
    warn_of_key(at, kUnknownKey, scope);
  }
  return {};
}

namespace config_keys {

template <typename Section, typename T>
Section section_of(T Section::*);

template <auto kMember>
using KeyFor = ConfigKey<decltype(section_of(kMember))>;

template <auto kMember>
using SectionFor = decltype(section_of(kMember));

template <auto kMember>
constexpr KeyFor<kMember> text(std::string_view name) {
  return {name, "text",
          [](const Value& value, const Place& place, const ConfigScope& scope,
             SectionFor<kMember>& section) -> Result<void> {
            FLYTESPARK_TRY(read, weak_text(value, place, scope.arena));
            section.*kMember = read;
            return {};
          }};
}

// A key that only the newer line knows.
template <typename Section>
constexpr ConfigKey<Section> since_v2(ConfigKey<Section> key) {
  key.lines = KeyLines::kNewer;
  return key;
}

// A key that only the older line knows.
template <typename Section>
constexpr ConfigKey<Section> until_v2(ConfigKey<Section> key) {
  key.lines = KeyLines::kOlder;
  return key;
}

// Also for a member of type std::optional<bool>.
template <auto kMember>
constexpr KeyFor<kMember> boolean(std::string_view name) {
  return {name, "true or false",
          [](const Value& value, const Place& place, const ConfigScope&,
             SectionFor<kMember>& section) -> Result<void> {
            FLYTESPARK_TRY(read, weak_boolean(value, place));
            section.*kMember = read;
            return {};
          }};
}

template <auto kMember>
constexpr KeyFor<kMember> integer(std::string_view name) {
  return {name, "integer",
          [](const Value& value, const Place& place, const ConfigScope&,
             SectionFor<kMember>& section) -> Result<void> {
            FLYTESPARK_TRY(read, weak_integer(value, place));
            section.*kMember = read;
            return {};
          }};
}

template <auto kMember>
constexpr KeyFor<kMember> duration(std::string_view name) {
  return {name, "duration",
          [](const Value& value, const Place& place, const ConfigScope& scope,
             SectionFor<kMember>& section) -> Result<void> {
            FLYTESPARK_TRY(read, weak_duration(value, place, scope));
            section.*kMember = read;
            return {};
          }};
}

template <auto kMember>
constexpr KeyFor<kMember> quantity(std::string_view name) {
  return {name, "quantity",
          [](const Value& value, const Place& place, const ConfigScope& scope,
             SectionFor<kMember>& section) -> Result<void> {
            FLYTESPARK_TRY(read, weak_quantity(value, place, scope));
            section.*kMember = read;
            return {};
          }};
}

template <auto kMember>
constexpr KeyFor<kMember> text_list(std::string_view name) {
  return {name, "list of texts",
          [](const Value& value, const Place& place, const ConfigScope& scope,
             SectionFor<kMember>& section) -> Result<void> {
            FLYTESPARK_TRY(read, weak_text_list(value, place, scope.arena));
            section.*kMember = read;
            return {};
          }};
}

template <auto kMember>
constexpr KeyFor<kMember> text_map(std::string_view name) {
  return {name, "map of texts",
          [](const Value& value, const Place& place, const ConfigScope& scope,
             SectionFor<kMember>& section) -> Result<void> {
            FLYTESPARK_TRY(read, weak_text_map(value, place, scope.arena));
            section.*kMember = read;
            return {};
          },
          true};
}

// A map that has a default: what is null in it counts as not written, which elsewhere is "".
template <auto kMember>
constexpr KeyFor<kMember> text_map_with_default(std::string_view name) {
  return {name, "map of texts",
          [](const Value& value, const Place& place, const ConfigScope& scope,
             SectionFor<kMember>& section) -> Result<void> {
            Value written = without_nulls(value, scope.arena);
            if (written.is_map() && written.members().empty()) return {};
            FLYTESPARK_TRY(read, weak_text_map(written, place, scope.arena));
            section.*kMember = read;
            return {};
          },
          true};
}

// A core/v1 value.
template <auto kMember, const k8s::Type& kType>
constexpr KeyFor<kMember> kubernetes(std::string_view name, std::string_view kind) {
  return {name, kind,
          [](const Value& value, const Place& place, const ConfigScope& scope,
             SectionFor<kMember>& section) -> Result<void> {
            FLYTESPARK_TRY(read, read_config_value(kType, value, place, scope));
            section.*kMember = read;
            return {};
          }};
}

// A section of its own, read into the member by `kRead`.
template <auto kMember, auto kRead>
constexpr KeyFor<kMember> nested(std::string_view name) {
  return {name, "section",
          [](const Value& value, const Place& place, const ConfigScope& scope,
             SectionFor<kMember>& section) -> Result<void> {
            return kRead(value, place, scope, section.*kMember);
          }};
}

// The span's element type without const.
template <typename T>
T element_of(std::span<const T>);

// A list of sections, each read by `kRead` into a new element.
template <auto kMember, auto kRead>
constexpr KeyFor<kMember> section_list(std::string_view name) {
  return {name, "list of sections",
          [](const Value& value, const Place& place, const ConfigScope& scope,
             SectionFor<kMember>& section) -> Result<void> {
            auto items = weak_list(value, scope.arena).items();
            auto* elements =
                scope.arena.make_array<decltype(element_of(section.*kMember))>(items.size());
            for (std::size_t i = 0; i < items.size(); ++i) {
              Place at = weak_item(value, place, i);
              FLYTESPARK_CHECK(kRead(items[i], at, scope, elements[i]));
            }
            section.*kMember = {elements, items.size()};
            return {};
          }};
}

// A map of sections: each element gets its key as `name`. `kSpelling` turns the key as written into
// the one that counts; of two that become the same the later counts. In ascending order of names.
template <auto kMember, auto kRead, auto kSpelling>
constexpr KeyFor<kMember> section_map(std::string_view name) {
  return {name, "map of sections",
          [](const Value& value, const Place& place, const ConfigScope& scope,
             SectionFor<kMember>& section) -> Result<void> {
            std::vector<decltype(element_of(section.*kMember))> elements;
            auto read = [&](const Member& member, const Place& at) -> Result<void> {
              decltype(element_of(section.*kMember)) element;
              FLYTESPARK_CHECK(kRead(member.value, at, scope, element));
              element.name = kSpelling(member.key, at, scope.arena);
              auto before = [](const auto& a, const auto& b) { return a.name < b.name; };
              auto slot = std::lower_bound(elements.begin(), elements.end(), element, before);
              if (slot == elements.end() || slot->name != element.name) {
                slot = elements.insert(slot, element);
              }
              *slot = element;
              return {};
            };
            FLYTESPARK_CHECK(visit_weak_map(value, place, read));
            section.*kMember =
                scope.arena.copy(std::span<const decltype(element_of(section.*kMember))>(elements));
            return {};
          },
          true};
}

}  // namespace config_keys
}  // namespace flytespark

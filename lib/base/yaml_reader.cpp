#include "lib/base/yaml_reader.hpp"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/json_reader.hpp"
#include "lib/base/value.hpp"
#include "lib/base/yaml_events.hpp"
#include "lib/base/yaml_scalar.hpp"

namespace flytespark {
namespace {

// What an anchor names.
struct Node {
  Value value;
  std::string_view text;  // of a scalar, as written
  bool is_scalar = false;
  bool is_finished = false;
  std::size_t values = 0;  // it and all within, aliases unfolded
  std::size_t height = 0;  // containers within each other
};

// Keeps the open containers on one stack: each entry is a finished member (or, in a list, an item
// without a key) of the innermost container that has not ended.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(Arena& arena) : arena_(arena) {}

  Value document() const { return stack_.empty() ? Value() : stack_.front().value; }

  Result<void> on_event(const yaml_event_t& event) {
    mark_ = event.start_mark;
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        if (++documents_ > 1) return fault("the text holds more than one document");
        return {};
      case YAML_ALIAS_EVENT:
        return on_alias(yaml_text(event.data.alias.anchor));
      case YAML_SCALAR_EVENT:
        return on_scalar(event);
      case YAML_SEQUENCE_START_EVENT:
        return open(false, yaml_text(event.data.sequence_start.anchor));
      case YAML_MAPPING_START_EVENT:
        return open(true, yaml_text(event.data.mapping_start.anchor));
      case YAML_SEQUENCE_END_EVENT:
        return close_list();
      case YAML_MAPPING_END_EVENT:
        return close_map();
      default:
        return {};
    }
  }

  Error fault_at(const yaml_mark_t& mark, std::string_view what) const {
    return {
        Code::kInvalidYaml,
        fmt::format("invalid YAML at line {}, column {}: {}", mark.line + 1, mark.column + 1, what),
        path()};
  }

 private:
  struct Container {
    bool is_map = false;
    bool has_key = false;
    bool merges = false;          // the key being read is `<<`
    std::string_view key;         // the one being read
    std::string_view anchor;      // its own
    std::size_t first = 0;        // of its members on the stack
    std::size_t first_value = 0;  // how many values there were before it
    std::size_t height = 0;       // of the highest within
    Value merged;
    std::unordered_set<std::string_view> keys;
  };

  Error fault(std::string_view what) const { return fault_at(mark_, what); }
  Error too_deep() const {
    return {Code::kLimit, fmt::format("the YAML document is nested deeper than {}", kMaxDepth),
            path()};
  }

  std::string path() const {
    std::string path;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const Container& container = open_[i];
      std::size_t end = i + 1 < open_.size() ? open_[i + 1].first : stack_.size();
      if (!container.is_map) {
        append_json_pointer(path, end - container.first);
      } else if (container.has_key) {
        append_json_pointer(path, container.key);
      }
    }
    return path;
  }

  bool wants_key() const { return !open_.empty() && open_.back().is_map && !open_.back().has_key; }

  Result<void> on_scalar(const yaml_event_t& event) {
    const auto& scalar = event.data.scalar;
    auto* bytes = reinterpret_cast<const char*>(scalar.value);
    std::string_view text = arena_.copy(std::string_view(bytes, scalar.length));
    bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
    std::string_view tag = yaml_text(scalar.tag);
    if (tag == "!" && plain) tag = {};
    Node node{Value::string(text), text, true, true, 1, 0};
    if (!tag.empty()) {
      auto value = resolve_tagged_yaml_scalar(tag, text, arena_);
      if (!value) return fault(fmt::format("\"{}\" is no value of the tag {}", text, tag));
      node.value = *value;
    } else if (plain) {
      node.value = resolve_yaml_scalar(text, arena_);
    }
    if (scalar.anchor != nullptr) anchors_[arena_.copy(yaml_text(scalar.anchor))] = node;
    return add(node, plain && tag.empty());
  }

  Result<void> on_alias(std::string_view name) {
    auto found = anchors_.find(name);
    if (found == anchors_.end()) return fault(fmt::format("there is no anchor &{}", name));
    const Node& node = found->second;
    if (!node.is_finished) return fault(fmt::format("the anchor &{} contains itself", name));
    if (open_.size() + node.height > kMaxDepth) return too_deep();
    aliased_values_ += node.values;
    if (aliased_values_ > kMaxAliasedValues) {
      return Error{Code::kLimit,
                   fmt::format("the aliases of the YAML document stand for more than {} values",
                               kMaxAliasedValues),
                   path()};
    }
    return add(node, false);
  }

  Result<void> open(bool is_map, std::string_view anchor) {
    if (wants_key()) return fault("a map or list cannot be a key");
    if (open_.size() == kMaxDepth) return too_deep();
    Container container;
    container.is_map = is_map;
    container.anchor = arena_.copy(anchor);
    container.first = stack_.size();
    container.first_value = values_;
    if (!anchor.empty()) anchors_[container.anchor] = Node{};
    open_.push_back(std::move(container));
    return {};
  }

  Result<void> close_list() {
    const Container& list = open_.back();
    std::size_t count = stack_.size() - list.first;
    Value* items = arena_.make_array<Value>(count);
    for (std::size_t i = 0; i < count; ++i) items[i] = stack_[list.first + i].value;
    return close(Value::list({items, count}));
  }

  Result<void> close_map() {
    Container& map = open_.back();
    add_merged(map, map.merged);
    auto members = std::span<const Member>(stack_).subspan(map.first);
    return close(Value::map(arena_.copy(members)));
  }

  Result<void> close(Value value) {
    Container container = std::move(open_.back());
    open_.pop_back();
    stack_.resize(container.first);
    Node node{value, {}, false, true, values_ - container.first_value + 1, container.height + 1};
    if (!container.anchor.empty()) anchors_[container.anchor] = node;
    // What is within has been counted already.
    values_ -= node.values - 1;
    return add(node, false);
  }

  // The members of a merged map, or of each map of a list, that the map has not yet.
  void add_merged(Container& map, const Value& merged) {
    for (const Value& item : merged.items()) add_merged(map, item);
    for (const Member& member : merged.members()) {
      if (map.keys.insert(member.key).second) stack_.push_back(member);
    }
  }

  static bool can_merge(const Value& value) {
    if (value.is_map()) return true;
    auto is_map = [](const Value& item) { return item.is_map(); };
    return value.is_list() && std::all_of(value.items().begin(), value.items().end(), is_map);
  }

  Result<void> add_key(const Node& node, bool plain) {
    if (!node.is_scalar) return fault("a map or list cannot be a key");
    Container& map = open_.back();
    map.key = node.text;
    map.has_key = true;
    map.merges = plain && node.text == "<<";
    if (!map.keys.insert(node.text).second) return fault("a key stands twice in one map");
    return {};
  }

  Result<void> add(const Node& node, bool plain) {
    values_ += node.values;
    if (wants_key()) return add_key(node, plain);
    std::string_view key;
    if (!open_.empty()) {
      Container& container = open_.back();
      container.height = std::max(container.height, node.height);
      if (container.is_map && container.merges) {
        if (!can_merge(node.value)) return fault("only a map or a list of maps can be merged");
        container.merged = node.value;
        container.has_key = false;
        return {};
      }
      key = container.key;
      container.has_key = false;
    }
    stack_.push_back({key, node.value});
    return {};
  }

  Arena& arena_;
  yaml_mark_t mark_ = {};
  std::size_t documents_ = 0;
  std::size_t values_ = 0;
  std::size_t aliased_values_ = 0;
  std::vector<Member> stack_;
  std::vector<Container> open_;
  std::unordered_map<std::string_view, Node> anchors_;
};

}  // namespace

Result<Value> read_yaml(std::string_view text, Arena& arena) {
  if (text.size() > kMaxDocumentBytes) {
    return Error{Code::kLimit, fmt::format("the document has {} bytes, the limit is {}",
                                           text.size(), kMaxDocumentBytes)};
  }
  YamlParser parser(text);
  DocumentBuilder builder(arena);
  for (;;) {
    YamlEvent next;
    if (!parser.next(next.event)) {
      return builder.fault_at(parser.problem_mark(), parser.problem());
    }
    if (next.event.type == YAML_STREAM_END_EVENT) return builder.document();
    FLYTESPARK_CHECK(builder.on_event(next.event));
  }
}

}  // namespace flytespark

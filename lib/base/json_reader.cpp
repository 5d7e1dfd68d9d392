#include "lib/base/json_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"

namespace flytespark {
namespace {

using boost::json::error_code;
using JsonText = boost::json::string_view;

// Receives the parser's events and keeps the open containers on one stack: each entry is a finished
// member (or, in a list, an item without a key) of the innermost container that has not ended.
class DocumentBuilder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  DocumentBuilder(std::string_view source, Arena& nodes, Arena& texts)
      : source_(source), nodes_(nodes), texts_(texts) {}

  Value document() const { return stack_.front().value; }
  bool has_repeated_key() const { return repeated_key_; }
  // Where the parser stood: the keys and positions of the open containers.
  std::string path() const {
    std::string path;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const Container& container = open_[i];
      std::size_t end = i + 1 < open_.size() ? open_[i + 1].first : stack_.size();
      if (container.is_object) {
        if (container.has_key) append_json_pointer(path, container.key);
      } else {
        append_json_pointer(path, end - container.first);
      }
    }
    return path;
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }

  bool on_object_begin(error_code&) {
    open_.push_back({stack_.size(), true, false, {}});
    return true;
  }
  bool on_object_end(std::size_t count, error_code& ec) {
    std::size_t first = stack_.size() - count;
    std::span<const Member> members =
        nodes_.copy(std::span<const Member>(stack_.data() + first, count));
    const Member* repeated = find_repeated(members);
    if (repeated != nullptr) {
      open_.back().key = repeated->key;
      open_.back().has_key = true;
      repeated_key_ = true;
      ec = boost::json::error::extra_data;
      return false;
    }
    stack_.resize(first);
    open_.pop_back();
    push(Value::map(members));
    return true;
  }
  bool on_array_begin(error_code&) {
    open_.push_back({stack_.size(), false, false, {}});
    return true;
  }
  bool on_array_end(std::size_t count, error_code&) {
    std::size_t first = stack_.size() - count;
    Value* items = nodes_.make_array<Value>(count);
    for (std::size_t i = 0; i < count; ++i) items[i] = stack_[first + i].value;
    stack_.resize(first);
    open_.pop_back();
    push(Value::list({items, count}));
    return true;
  }

  bool on_key_part(JsonText part, std::size_t, error_code&) { return add_part(part); }
  bool on_key(JsonText rest, std::size_t, error_code&) {
    open_.back().key = take_text(rest);
    open_.back().has_key = true;
    return true;
  }
  bool on_string_part(JsonText part, std::size_t, error_code&) { return add_part(part); }
  bool on_string(JsonText rest, std::size_t, error_code&) {
    return push(Value::string(take_text(rest)));
  }
  bool on_number_part(JsonText part, error_code&) { return add_part(part); }
  bool on_int64(std::int64_t, JsonText rest, error_code&) {
    return push(Value::number(take_text(rest)));
  }
  bool on_uint64(std::uint64_t, JsonText rest, error_code&) {
    return push(Value::number(take_text(rest)));
  }
  bool on_double(double, JsonText rest, error_code&) {
    return push(Value::number(take_text(rest)));
  }
  bool on_bool(bool value, error_code&) { return push(Value::boolean(value)); }
  bool on_null(error_code&) { return push(Value()); }
  bool on_comment_part(JsonText, error_code&) { return true; }
  bool on_comment(JsonText, error_code&) { return true; }

 private:
  struct Container {
    std::size_t first;  // of its members on the stack
    bool is_object;
    bool has_key;
    std::string_view key;  // the one being read
  };

  bool push(Value value) {
    std::string_view key;
    if (!open_.empty() && open_.back().is_object) {
      key = open_.back().key;
      open_.back().has_key = false;
    }
    stack_.push_back({key, value});
    return true;
  }

  bool add_part(JsonText part) {
    parts_.insert(parts_.end(), part.begin(), part.end());
    return true;
  }

  std::string_view take_text(JsonText rest) {
    std::string_view text(rest.data(), rest.size());
    if (parts_.empty()) {
      bool in_source = !std::less<>()(text.data(), source_.data()) &&
                       !std::less<>()(source_.data() + source_.size(), text.data() + text.size());
      return in_source ? text : texts_.copy(text);
    }
    text = texts_.concat({{parts_.data(), parts_.size()}, text});
    parts_.clear();
    return text;
  }

  static const Member* find_repeated(std::span<const Member> members) {
    constexpr std::size_t kFewMembers = 16;
    if (members.size() <= kFewMembers) {
      for (std::size_t i = 1; i < members.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          if (members[i].key == members[j].key) return &members[i];
        }
      }
      return nullptr;
    }
    boost::container::small_vector<const Member*, 64> sorted;
    for (const Member& member : members) sorted.push_back(&member);
    std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->key < b->key; });
    auto twice = std::adjacent_find(sorted.begin(), sorted.end(),
                                    [](auto* a, auto* b) { return a->key == b->key; });
    return twice == sorted.end() ? nullptr : *twice;
  }

  std::string_view source_;
  Arena& nodes_;
  Arena& texts_;
  boost::container::small_vector<Member, 64> stack_;
  boost::container::small_vector<Container, 16> open_;
  boost::container::small_vector<char, 256> parts_;
  bool repeated_key_ = false;
};

Error syntax_error(std::string_view text, std::size_t offset, const error_code& ec,
                   const DocumentBuilder& builder) {
  if (ec == boost::json::error::too_deep) {
    return {Code::kLimit, fmt::format("the JSON document is nested deeper than {}", kMaxDepth),
            builder.path()};
  }
  std::string_view before = text.substr(0, std::min(offset, text.size()));
  auto line = std::count(before.begin(), before.end(), '\n') + 1;
  auto line_start = before.rfind('\n');
  auto column =
      line_start == std::string_view::npos ? before.size() + 1 : before.size() - line_start;
  std::string what =
      ec == boost::json::error::incomplete ? "the text ends too early" : ec.message();
  if (builder.has_repeated_key()) what = "a key stands twice in one object";
  return {Code::kInvalidJson,
          fmt::format("invalid JSON at line {}, column {}: {}", line, column, what),
          builder.path()};
}

}  // namespace

Result<Value> read_json(std::string_view text, Arena& nodes, Arena& texts) {
  if (text.size() > kMaxDocumentBytes) {
    return Error{Code::kLimit, fmt::format("the document has {} bytes, the limit is {}",
                                           text.size(), kMaxDocumentBytes)};
  }
  boost::json::parse_options options;
  options.max_depth = kMaxDepth;
  boost::json::basic_parser<DocumentBuilder> parser(options, text, nodes, texts);
  error_code ec;
  std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && used < text.size()) ec = boost::json::error::extra_data;
  if (ec) return syntax_error(text, used, ec, parser.handler());
  return parser.handler().document();
}

Result<Value> read_json_object(std::string_view text, Arena& nodes, Arena& texts) {
  auto document = read_json(text, nodes, texts);
  if (document && !document->is_map())
    return Error{Code::kInvalidJson, "the JSON document is not an object"};
  return document;
}

}  // namespace flytespark

// libyaml's parser and events with owners. Running out of memory throws std::bad_alloc.
#pragma once

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <new>
#include <string>
#include <string_view>

namespace flytespark {

inline std::string_view yaml_text(const yaml_char_t* text) {
  return text == nullptr ? std::string_view()
                         : std::string_view(reinterpret_cast<const char*>(text));
}

struct YamlEvent {
  YamlEvent() = default;
  YamlEvent(const YamlEvent&) = delete;
  YamlEvent& operator=(const YamlEvent&) = delete;
  ~YamlEvent() { yaml_event_delete(&event); }

  yaml_event_t event = {};
};

class YamlParser {
 public:
  // `text` is UTF-8 and must outlive the parser.
  explicit YamlParser(std::string_view text) : text_(text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    yaml_parser_set_input_string(&parser_, bytes, text.size());
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  YamlParser(const YamlParser&) = delete;
  YamlParser& operator=(const YamlParser&) = delete;
  ~YamlParser() { yaml_parser_delete(&parser_); }

  // False: the text is no YAML, and the problem is told below.
  bool next(yaml_event_t& event) {
    if (yaml_parser_parse(&parser_, &event) != 0) return true;
    if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    return false;
  }

  std::string problem() const {
    std::string_view what = parser_.problem == nullptr ? "syntax error" : parser_.problem;
    if (parser_.context == nullptr) return std::string(what);
    return fmt::format("{}, {}", parser_.context, what);
  }

  yaml_mark_t problem_mark() const {
    if (parser_.error != YAML_READER_ERROR) return parser_.problem_mark;
    // The bytes themselves are at fault: only the offset is known.
    std::string_view before = text_.substr(0, parser_.problem_offset);
    std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    return {before.size(), line, before.size() - line_start};
  }

 private:
  std::string_view text_;
  yaml_parser_t parser_;
};

}  // namespace flytespark

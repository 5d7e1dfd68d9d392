// Block style throughout; a string is quoted where some reader might take it for something else.
#include "cli/yaml_writer.hpp"

#include <yaml.h>

#include <stdexcept>

#include "lib/base/json_reader.hpp"

namespace flytespark::cli {
namespace {

bool is_word_of_yaml(std::string_view text) {
  std::string lower;
  for (char c : text) lower.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
  for (std::string_view word :
       {"", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"}) {
    if (lower == word) return true;
  }
  return false;
}

bool needs_quotes(std::string_view text) {
  constexpr std::string_view kStartsOfNumbers = "0123456789+-.=<";
  return is_word_of_yaml(text) || kStartsOfNumbers.find(text[0]) != std::string_view::npos;
}

class Emitter {
 public:
  Emitter() {
    yaml_emitter_initialize(&emitter_);
    yaml_emitter_set_output(&emitter_, &append, &out_);
    yaml_emitter_set_unicode(&emitter_, 1);
    yaml_emitter_set_width(&emitter_, -1);
  }
  Emitter(const Emitter&) = delete;
  Emitter& operator=(const Emitter&) = delete;
  ~Emitter() { yaml_emitter_delete(&emitter_); }

  std::string document(const Value& value) {
    yaml_event_t event;
    yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING);
    emit(event);
    yaml_document_start_event_initialize(&event, nullptr, nullptr, nullptr, 1);
    emit(event);
    node(value);
    yaml_document_end_event_initialize(&event, 1);
    emit(event);
    yaml_stream_end_event_initialize(&event);
    emit(event);
    return std::move(out_);
  }

 private:
  static int append(void* out, unsigned char* data, std::size_t size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<char*>(data), size);
    return 1;
  }

  void emit(yaml_event_t& event) {
    if (yaml_emitter_emit(&emitter_, &event) == 0)
      throw std::runtime_error("YAML cannot hold this manifest");
  }

  void scalar(std::string_view text, yaml_scalar_style_t style) {
    yaml_event_t event;
    auto* data = const_cast<yaml_char_t*>(reinterpret_cast<const yaml_char_t*>(text.data()));
    yaml_scalar_event_initialize(&event, nullptr, nullptr, data, static_cast<int>(text.size()), 1,
                                 1, style);
    emit(event);
  }
  void string(std::string_view text) {
    scalar(text, needs_quotes(text) ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_ANY_SCALAR_STYLE);
  }

  void node(const Value& value) {
    yaml_event_t event;
    switch (value.tag()) {
      case Value::Tag::kString:
        string(value.text());
        break;
      case Value::Tag::kNumber:
        scalar(value.text(), YAML_PLAIN_SCALAR_STYLE);
        break;
      case Value::Tag::kBool:
        scalar(value.as_bool() ? "true" : "false", YAML_PLAIN_SCALAR_STYLE);
        break;
      case Value::Tag::kList:
        yaml_sequence_start_event_initialize(&event, nullptr, nullptr, 1,
                                             YAML_BLOCK_SEQUENCE_STYLE);
        emit(event);
        for (const Value& item : value.items()) node(item);
        yaml_sequence_end_event_initialize(&event);
        emit(event);
        break;
      case Value::Tag::kMap:
        yaml_mapping_start_event_initialize(&event, nullptr, nullptr, 1, YAML_BLOCK_MAPPING_STYLE);
        emit(event);
        for (const Member& member : value.members()) {
          string(member.key);
          node(member.value);
        }
        yaml_mapping_end_event_initialize(&event);
        emit(event);
        break;
      default:
        scalar("null", YAML_PLAIN_SCALAR_STYLE);
        break;
    }
  }

  yaml_emitter_t emitter_;
  std::string out_;
};

}  // namespace

std::string yaml_of_json(std::string_view json) {
  Arena arena;
  auto document = read_json(json, arena);
  if (!document) throw std::runtime_error(document.error().message);
  return Emitter().document(*document);
}

}  // namespace flytespark::cli

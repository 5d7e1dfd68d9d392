// How fields and enum names are found, and the tables of identifiers and of google.protobuf's own
// messages.
#include "lib/proto/descriptor.hpp"

#include <cstddef>
#include <string_view>

#include "lib/proto/field_types.hpp"

namespace flytespark::proto {

bool is_json_name(std::string_view name, std::string_view json_name) {
  std::size_t at = 0;
  bool after_underscore = false;
  for (char c : name) {
    if (c == '_') {
      after_underscore = true;
      continue;
    }
    if (after_underscore && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    after_underscore = false;
    if (at == json_name.size() || json_name[at] != c) return false;
    ++at;
  }
  return at == json_name.size();
}

const FieldType* find_field(const MessageType& type, std::string_view name) {
  for (const FieldType& field : type.fields) {
    if (field.name == name || is_json_name(field.name, name)) return &field;
  }
  return nullptr;
}

const EnumName* find_enum_name(const EnumType& type, std::string_view name) {
  for (const EnumName& known : type.names) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

constexpr EnumName kResourceTypeNames[] = {
    {"UNSPECIFIED", 0}, {"TASK", 1}, {"WORKFLOW", 2}, {"LAUNCH_PLAN", 3}, {"DATASET", 4}};
constexpr EnumType kResourceType{"ResourceType", kResourceTypeNames};

constexpr FieldType kIdentifierFields[] = {
    enumeration(1, "resource_type", kResourceType),
    text(2, "project"),
    text(3, "domain"),
    text(4, "name"),
    text(5, "version"),
    text(6, "org"),
};
constinit const MessageType kIdentifier{"Identifier", kIdentifierFields};

constexpr FieldType kTaskExecutionIdentifierFields[] = {
    message(1, "task_id", kIdentifier),
    message(2, "node_execution_id", kNodeExecutionIdentifier),
    uint32(3, "retry_attempt"),
};
constinit const MessageType kTaskExecutionIdentifier{"TaskExecutionIdentifier",
                                                     kTaskExecutionIdentifierFields};

constexpr FieldType kNodeExecutionIdentifierFields[] = {
    text(1, "node_id"),
    message(2, "execution_id", kWorkflowExecutionIdentifier),
};
constinit const MessageType kNodeExecutionIdentifier{"NodeExecutionIdentifier",
                                                     kNodeExecutionIdentifierFields};

constexpr FieldType kWorkflowExecutionIdentifierFields[] = {
    text(1, "project"),
    text(2, "domain"),
    text(4, "name"),
    text(5, "org"),
};
constinit const MessageType kWorkflowExecutionIdentifier{"WorkflowExecutionIdentifier",
                                                         kWorkflowExecutionIdentifierFields};

constexpr FieldType kTimestampFields[] = {
    int64(1, "seconds"),
    int32(2, "nanos"),
};
constinit const MessageType kTimestamp{"Timestamp", kTimestampFields, WellKnown::kTimestamp};

constexpr FieldType kDurationFields[] = {
    int64(1, "seconds"),
    int32(2, "nanos"),
};
constinit const MessageType kDuration{"Duration", kDurationFields, WellKnown::kDuration};

constexpr FieldType kBoolValueFields[] = {
    flag(1, "value"),
};
constinit const MessageType kBoolValue{"BoolValue", kBoolValueFields, WellKnown::kBoolValue};

constinit const MessageType kStruct{"Struct", {}, WellKnown::kStruct};

}  // namespace flytespark::proto

// The flyteidl messages we read, as tables: which field has which name, number and type.
//
// One table serves flyteidl (v1) and flyteidl2 (v2): they share every number, so a message here has
// the fields and enum values of both lines. The tables drive protojson_to_protobuf; they are
// constants of the read-only segment and are never set up at run time.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace flytespark::proto {

enum class Kind : std::uint8_t {
  kBool,
  kInt32,
  kInt64,
  kUint32,
  kUint64,
  kDouble,
  kString,
  kBytes,
  kEnum,
  kMessage,
};

enum class Shape : std::uint8_t {
  // Unset and the zero value are one.
  kSingular,
  // A scalar whose zero value differs from unset: a member of a oneof, or declared `optional`.
  kPresence,
  kRepeated,
  // Keys are strings; kind, message and enumeration are those of the values.
  kMap,
  // `variables` of VariableMap: map<string, Variable> in v1, repeated VariableEntry in v2, the same
  // bytes. `message` is the entry: field 1 the key, field 2 the value.
  kMapOrEntries,
};

// Messages that protojson writes in a form of their own.
enum class WellKnown : std::uint8_t { kNone, kTimestamp, kDuration, kBoolValue, kStruct };

struct EnumName {
  std::string_view name;
  std::int32_t number;
};

struct EnumType {
  std::string_view name;
  std::span<const EnumName> names;
};

struct MessageType;

struct FieldType {
  // The name in the proto file; its JSON name follows from it (is_json_name).
  std::string_view name;
  std::uint32_t number;
  Kind kind;
  Shape shape = Shape::kSingular;
  // Fields of one message with the same number here exclude each other; 0 is none.
  std::uint8_t oneof = 0;
  const MessageType* message = nullptr;
  const EnumType* enumeration = nullptr;
};

struct MessageType {
  // Without the package.
  std::string_view name;
  // At most 64, by number.
  std::span<const FieldType> fields;
  WellKnown well_known = WellKnown::kNone;
};

// Whether `json_name` is `name` in lower camel case: each underscore goes and the letter behind it
// becomes upper case.
bool is_json_name(std::string_view name, std::string_view json_name);

// By either of its names; null when the message has no such field.
const FieldType* find_field(const MessageType& type, std::string_view name);

// Null when the enum has no such name.
const EnumName* find_enum_name(const EnumType& type, std::string_view name);

// What a caller starts from.
extern const MessageType kTaskTemplate, kTaskExecutionIdentifier, kLiteralMap, kSecurityContext,
    kExtendedResources;

// What those reach.
extern const MessageType kIdentifier, kNodeExecutionIdentifier, kWorkflowExecutionIdentifier,
    kRunIdentifier;
extern const MessageType kTaskMetadata, kRuntimeMetadata, kRetryStrategy, kBackoff,
    kTimeoutStrategy, kTaskLog, kReusePolicy, kSql;
extern const MessageType kContainer, kResources, kResourceEntry, kKeyValuePair, kContainerPort,
    kDataLoadingConfig, kIOStrategy, kK8sPod, kK8sObjectMetadata, kGPUAccelerator, kSharedMemory;
extern const MessageType kIdentity, kSecret, kOAuth2Client, kOAuth2TokenRequest;
extern const MessageType kTypedInterface, kVariableMap, kVariableEntry, kVariable;
extern const MessageType kLiteralType, kSchemaType, kSchemaColumn, kBlobType, kEnumType,
    kStructuredDatasetType, kDatasetColumn, kUnionType, kTypeAnnotation, kTypeStructure;
extern const MessageType kArtifactID, kArtifactTag, kArtifactKey, kArtifactVersionId, kPartitions,
    kTimePartition, kLabelValue, kArtifactBindingData, kTimeTransform, kInputBindingData,
    kRuntimeBinding;
extern const MessageType kLiteral, kLiteralCollection, kLiteralOffloadedMetadata, kScalar,
    kPrimitive, kBlob, kBlobMetadata, kBinary, kSchema, kVoid, kError, kUnion, kStructuredDataset,
    kStructuredDatasetMetadata;
extern const MessageType kTimestamp, kDuration, kBoolValue, kStruct;

}  // namespace flytespark::proto

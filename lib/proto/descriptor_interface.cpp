// What a task takes and gives: variables, their types, and the artifacts they are bound to.
#include "lib/proto/descriptor.hpp"
#include "lib/proto/field_types.hpp"

namespace flytespark::proto {

constexpr EnumName kSimpleTypeNames[] = {
    {"NONE", 0},     {"INTEGER", 1},  {"FLOAT", 2},  {"STRING", 3}, {"BOOLEAN", 4},
    {"DATETIME", 5}, {"DURATION", 6}, {"BINARY", 7}, {"ERROR", 8},  {"STRUCT", 9}};
constexpr EnumType kSimpleType{"SimpleType", kSimpleTypeNames};

constexpr EnumName kSchemaColumnTypeNames[] = {{"INTEGER", 0}, {"FLOAT", 1},    {"STRING", 2},
                                               {"BOOLEAN", 3}, {"DATETIME", 4}, {"DURATION", 5}};
constexpr EnumType kSchemaColumnType{"SchemaType.SchemaColumn.SchemaColumnType",
                                     kSchemaColumnTypeNames};

constexpr EnumName kBlobDimensionalityNames[] = {{"SINGLE", 0}, {"MULTIPART", 1}};
constexpr EnumType kBlobDimensionality{"BlobType.BlobDimensionality", kBlobDimensionalityNames};

constexpr EnumName kGranularityNames[] = {{"UNSET", 0}, {"MINUTE", 1}, {"HOUR", 2},
                                          {"DAY", 3},   {"MONTH", 4},  {"WEEK", 5}};
constexpr EnumType kGranularity{"Granularity", kGranularityNames};

constexpr EnumName kOperatorNames[] = {{"MINUS", 0}, {"PLUS", 1}};
constexpr EnumType kOperator{"Operator", kOperatorNames};

constexpr FieldType kTypedInterfaceFields[] = {
    message(1, "inputs", kVariableMap),
    message(2, "outputs", kVariableMap),
};
constinit const MessageType kTypedInterface{"TypedInterface", kTypedInterfaceFields};

constexpr FieldType kVariableMapFields[] = {
    map_or_entries(message(1, "variables", kVariableEntry)),
};
constinit const MessageType kVariableMap{"VariableMap", kVariableMapFields};

constexpr FieldType kVariableEntryFields[] = {
    text(1, "key"),
    message(2, "value", kVariable),
};
constinit const MessageType kVariableEntry{"VariableEntry", kVariableEntryFields};

constexpr FieldType kVariableFields[] = {
    message(1, "type", kLiteralType),
    text(2, "description"),
    message(3, "artifact_partial_id", kArtifactID),
    message(4, "artifact_tag", kArtifactTag),
};
constinit const MessageType kVariable{"Variable", kVariableFields};

constexpr FieldType kLiteralTypeFields[] = {
    in_oneof(enumeration(1, "simple", kSimpleType)),
    in_oneof(message(2, "schema", kSchemaType)),
    in_oneof(message(3, "collection_type", kLiteralType)),
    in_oneof(message(4, "map_value_type", kLiteralType)),
    in_oneof(message(5, "blob", kBlobType)),
    message(6, "metadata", kStruct),
    in_oneof(message(7, "enum_type", kEnumType)),
    in_oneof(message(8, "structured_dataset_type", kStructuredDatasetType)),
    message(9, "annotation", kTypeAnnotation),
    in_oneof(message(10, "union_type", kUnionType)),
    message(11, "structure", kTypeStructure),
};
constinit const MessageType kLiteralType{"LiteralType", kLiteralTypeFields};

constexpr FieldType kSchemaTypeFields[] = {
    repeated(message(3, "columns", kSchemaColumn)),
};
constinit const MessageType kSchemaType{"SchemaType", kSchemaTypeFields};

constexpr FieldType kSchemaColumnFields[] = {
    text(1, "name"),
    enumeration(2, "type", kSchemaColumnType),
};
constinit const MessageType kSchemaColumn{"SchemaType.SchemaColumn", kSchemaColumnFields};

constexpr FieldType kBlobTypeFields[] = {
    text(1, "format"),
    enumeration(2, "dimensionality", kBlobDimensionality),
};
constinit const MessageType kBlobType{"BlobType", kBlobTypeFields};

constexpr FieldType kEnumTypeFields[] = {
    repeated(text(1, "values")),
};
constinit const MessageType kEnumType{"EnumType", kEnumTypeFields};

constexpr FieldType kStructuredDatasetTypeFields[] = {
    repeated(message(1, "columns", kDatasetColumn)),
    text(2, "format"),
    text(3, "external_schema_type"),
    octets(4, "external_schema_bytes"),
};
constinit const MessageType kStructuredDatasetType{"StructuredDatasetType",
                                                   kStructuredDatasetTypeFields};

constexpr FieldType kDatasetColumnFields[] = {
    text(1, "name"),
    message(2, "literal_type", kLiteralType),
};
constinit const MessageType kDatasetColumn{"StructuredDatasetType.DatasetColumn",
                                           kDatasetColumnFields};

constexpr FieldType kUnionTypeFields[] = {
    repeated(message(1, "variants", kLiteralType)),
};
constinit const MessageType kUnionType{"UnionType", kUnionTypeFields};

constexpr FieldType kTypeAnnotationFields[] = {
    message(1, "annotations", kStruct),
};
constinit const MessageType kTypeAnnotation{"TypeAnnotation", kTypeAnnotationFields};

constexpr FieldType kTypeStructureFields[] = {
    text(1, "tag"),
    map(message(2, "dataclass_type", kLiteralType)),
};
constinit const MessageType kTypeStructure{"TypeStructure", kTypeStructureFields};

constexpr FieldType kArtifactIDFields[] = {
    message(1, "artifact_key", kArtifactKey),
    text(2, "version"),
    message(3, "partitions", kPartitions),
    message(4, "time_partition", kTimePartition),
};
constinit const MessageType kArtifactID{"ArtifactID", kArtifactIDFields};

constexpr FieldType kArtifactTagFields[] = {
    message(1, "artifact_key", kArtifactKey),
    message(2, "value", kLabelValue),
};
constinit const MessageType kArtifactTag{"ArtifactTag", kArtifactTagFields};

constexpr FieldType kArtifactKeyFields[] = {
    text(1, "project"),
    text(2, "domain"),
    text(3, "name"),
    text(4, "org"),
};
constinit const MessageType kArtifactKey{"ArtifactKey", kArtifactKeyFields};

constexpr FieldType kArtifactVersionIdFields[] = {
    message(1, "key", kArtifactKey),
    text(2, "version"),
};
constinit const MessageType kArtifactVersionId{"ArtifactVersionId", kArtifactVersionIdFields};

constexpr FieldType kPartitionsFields[] = {
    map(message(1, "value", kLabelValue)),
};
constinit const MessageType kPartitions{"Partitions", kPartitionsFields};

constexpr FieldType kTimePartitionFields[] = {
    message(1, "value", kLabelValue),
    enumeration(2, "granularity", kGranularity),
    text(3, "key"),
};
constinit const MessageType kTimePartition{"TimePartition", kTimePartitionFields};

constexpr FieldType kLabelValueFields[] = {
    in_oneof(text(1, "static_value")),
    in_oneof(message(2, "time_value", kTimestamp)),
    in_oneof(message(3, "triggered_binding", kArtifactBindingData)),
    in_oneof(message(4, "input_binding", kInputBindingData)),
    in_oneof(message(5, "runtime_binding", kRuntimeBinding)),
};
constinit const MessageType kLabelValue{"LabelValue", kLabelValueFields};

constexpr FieldType kArtifactBindingDataFields[] = {
    in_oneof(text(5, "partition_key")),
    in_oneof(flag(6, "bind_to_time_partition")),
    message(7, "time_transform", kTimeTransform),
};
constinit const MessageType kArtifactBindingData{"ArtifactBindingData", kArtifactBindingDataFields};

constexpr FieldType kTimeTransformFields[] = {
    text(1, "transform"),
    enumeration(2, "op", kOperator),
};
constinit const MessageType kTimeTransform{"TimeTransform", kTimeTransformFields};

constexpr FieldType kInputBindingDataFields[] = {
    text(1, "var"),
};
constinit const MessageType kInputBindingData{"InputBindingData", kInputBindingDataFields};

constinit const MessageType kRuntimeBinding{"RuntimeBinding", {}};

}  // namespace flytespark::proto

// The values that a task takes: LiteralMap and all below it.
#include "lib/proto/descriptor.hpp"
#include "lib/proto/field_types.hpp"

namespace flytespark::proto {

constexpr FieldType kLiteralMapFields[] = {
    map(message(1, "literals", kLiteral)),
};
constinit const MessageType kLiteralMap{"LiteralMap", kLiteralMapFields};

constexpr FieldType kLiteralCollectionFields[] = {
    repeated(message(1, "literals", kLiteral)),
};
constinit const MessageType kLiteralCollection{"LiteralCollection", kLiteralCollectionFields};

constexpr FieldType kLiteralFields[] = {
    in_oneof(message(1, "scalar", kScalar)),
    in_oneof(message(2, "collection", kLiteralCollection)),
    in_oneof(message(3, "map", kLiteralMap)),
    text(4, "hash"),
    map(text(5, "metadata")),
    in_oneof(message(8, "offloaded_metadata", kLiteralOffloadedMetadata)),
    message(9, "artifact_id", kArtifactVersionId),
};
constinit const MessageType kLiteral{"Literal", kLiteralFields};

constexpr FieldType kLiteralOffloadedMetadataFields[] = {
    text(1, "uri"),
    uint64(2, "size_bytes"),
    message(3, "inferred_type", kLiteralType),
};
constinit const MessageType kLiteralOffloadedMetadata{"LiteralOffloadedMetadata",
                                                      kLiteralOffloadedMetadataFields};

constexpr FieldType kScalarFields[] = {
    in_oneof(message(1, "primitive", kPrimitive)),
    in_oneof(message(2, "blob", kBlob)),
    in_oneof(message(3, "binary", kBinary)),
    in_oneof(message(4, "schema", kSchema)),
    in_oneof(message(5, "none_type", kVoid)),
    in_oneof(message(6, "error", kError)),
    in_oneof(message(7, "generic", kStruct)),
    in_oneof(message(8, "structured_dataset", kStructuredDataset)),
    in_oneof(message(9, "union", kUnion)),
};
constinit const MessageType kScalar{"Scalar", kScalarFields};

constexpr FieldType kPrimitiveFields[] = {
    in_oneof(int64(1, "integer")),
    in_oneof(float64(2, "float_value")),
    in_oneof(text(3, "string_value")),
    in_oneof(flag(4, "boolean")),
    in_oneof(message(5, "datetime", kTimestamp)),
    in_oneof(message(6, "duration", kDuration)),
};
constinit const MessageType kPrimitive{"Primitive", kPrimitiveFields};

constexpr FieldType kBlobFields[] = {
    message(1, "metadata", kBlobMetadata),
    text(3, "uri"),
};
constinit const MessageType kBlob{"Blob", kBlobFields};

constexpr FieldType kBlobMetadataFields[] = {
    message(1, "type", kBlobType),
};
constinit const MessageType kBlobMetadata{"BlobMetadata", kBlobMetadataFields};

constexpr FieldType kBinaryFields[] = {
    octets(1, "value"),
    text(2, "tag"),
};
constinit const MessageType kBinary{"Binary", kBinaryFields};

constexpr FieldType kSchemaFields[] = {
    text(1, "uri"),
    message(3, "type", kSchemaType),
};
constinit const MessageType kSchema{"Schema", kSchemaFields};

constinit const MessageType kVoid{"Void", {}};

constexpr FieldType kErrorFields[] = {
    text(1, "failed_node_id"),
    text(2, "message"),
};
constinit const MessageType kError{"Error", kErrorFields};

constexpr FieldType kUnionFields[] = {
    message(1, "value", kLiteral),
    message(2, "type", kLiteralType),
};
constinit const MessageType kUnion{"Union", kUnionFields};

constexpr FieldType kStructuredDatasetFields[] = {
    text(1, "uri"),
    message(2, "metadata", kStructuredDatasetMetadata),
};
constinit const MessageType kStructuredDataset{"StructuredDataset", kStructuredDatasetFields};

constexpr FieldType kStructuredDatasetMetadataFields[] = {
    message(1, "structured_dataset_type", kStructuredDatasetType),
};
constinit const MessageType kStructuredDatasetMetadata{"StructuredDatasetMetadata",
                                                       kStructuredDatasetMetadataFields};

}  // namespace flytespark::proto

// YAML text -> a document of Values, the same as a JSON text would give.
//
// One document only. Plain scalars are resolved as yaml_scalar.hpp says; quoted and block scalars
// are strings. Keys are strings: the text of their scalar as it is written. Anchors, aliases and
// merge keys (`<<`) are followed: a map's own keys win over merged ones, and of several merged maps
// the first. Refused are a key that stands twice in one map, an alias of what is not finished, and
// a text that is larger, deeper or unfolds to more than the limits.
//
// Strings are copied into the arena: `text` need not outlive the document.
//
// Differs: yaml.v3 resolves a key as it does a value (0x10 is 16) and reads only the first of
// several documents.
//
// Source: gopkg.in/yaml.v3 decode.go
#pragma once

#include <cstddef>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

// How many values all aliases of a document together may stand for.
inline constexpr std::size_t kMaxAliasedValues = 100'000;

// Text without a document is null. Code::kInvalidYaml (with line, column and JSON pointer) or
// Code::kLimit; kMaxDocumentBytes and kMaxDepth are those of json_reader.hpp.
Result<Value> read_yaml(std::string_view text, Arena& arena);

}  // namespace flytespark

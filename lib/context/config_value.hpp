// A value of the configuration -> a typed core/v1 value.
//
// Names of fields match without regard to case, scalars are read weakly (weak_value.hpp), and
// - an empty map is a struct with nothing set, which behind a pointer is not the same as no struct;
// - a null counts as not written; in a list it is the zero of its type, in a map of quantities "0";
// - where a list is wanted a single value is a list of one, where a map is wanted a list of maps is
//   folded into one;
// - a quantity keeps its text; written as a number it goes by its shortest decimal.
//
// Kept: the fields of a struct that core/v1 embeds without a name are not read: the sources of a
// volume, the name in a reference to a config map or secret, the handler of a probe, all that an
// ephemeral container shares with others. Such keys are warned of, as unknown ones are.
//
// Source: flytestdlib viper.go defaultDecoderConfig; mapstructure decodeStruct
#pragma once

#include "flytespark/error.hpp"
#include "lib/base/json_pointer.hpp"
#include "lib/base/value.hpp"
#include "lib/context/weak_value.hpp"
#include "lib/k8s/schema.hpp"

namespace flytespark {

// Null stays null. Code::kInvalidConfig with the place of the first value that cannot be read.
Result<Value> read_config_value(const k8s::Type& type, const Value& value, const Place& place,
                                const ConfigScope& scope);

}  // namespace flytespark

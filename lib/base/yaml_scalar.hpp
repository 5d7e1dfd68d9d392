// The text of one YAML scalar -> null, boolean, number or string, as Go's yaml.v3 decides.
//
//   null      ~ null Null NULL and nothing at all
//   boolean   true True TRUE false False FALSE; yes, no, on and off are strings
//   integer   decimal, 0x, 0o, 0b, and a leading zero for octal; underscores anywhere
//   float     1.5 .5 1. 1e3, .inf and .nan with their spellings; underscores anywhere
//   string    everything else, dates included
//
// A number's text is the shortest plain decimal, never with an exponent: it is what Go's weakly
// typed decoding prints where a string is wanted. Infinity is "+Inf" or "-Inf", and "NaN" is NaN.
//
// Differs: a date stays a string; yaml.v3 makes a time of it, which the reference then refuses.
//
// Source: gopkg.in/yaml.v3 resolve.go
#pragma once

#include <optional>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

// `text` must outlive the value.
Value resolve_yaml_scalar(std::string_view text, Arena& arena);

// With an explicit tag (`!!str`, in its long form): nothing when the text is not of that kind.
// A tag of the document's own leaves the text a string.
std::optional<Value> resolve_tagged_yaml_scalar(std::string_view tag, std::string_view text,
                                                Arena& arena);

}  // namespace flytespark

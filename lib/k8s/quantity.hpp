// Amounts with a unit, as Kubernetes writes them ("500m", "2Gi", "1e3"): text -> exact decimal ->
// text.
//
// Text: an optional sign, digits with an optional point, a suffix. The suffix is decimal (n u m k M
// G T P E, or none), binary (Ki Mi Gi Ti Pi Ei) or an exponent (e3, E-3); `E` alone is exa. What is
// printed is the text as it was written where the reference keeps it, else the canonical form: the
// largest suffix that leaves a whole number.
//
// Source: apimachinery pkg/api/resource ParseQuantity, CanonicalizeBytes, UnmarshalJSON
#pragma once

#include <cstdint>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"

namespace flytespark::k8s {

struct Quantity {
  enum class Format : std::uint8_t { kDecimal, kBinary, kExponent };

  bool negative;            // never for zero
  Format format;            // which suffixes the canonical form takes
  std::string_view digits;  // no zeros at either end; empty is the amount zero
  std::int64_t exponent;    // the amount is digits * 10^exponent
  std::string_view text;    // what is printed
};

// The answer refers to `text`. Code::kInvalidDocument with the reference's sentence when `text` is
// no quantity.
Result<const Quantity*> parse_quantity(std::string_view text, Arena& arena);

// The same from a document: null is zero, a string loses the white space around it, a number counts
// as its text, and anything else is no quantity. White space that JSON can only write as an escape
// (tab, newline, U+2028) is not taken off, since the reference trims the JSON text before the
// escapes are resolved.
Result<const Quantity*> parse_json_quantity(const Value& value, Arena& arena);

// The same amount, printed in its canonical form, however it was written.
const Quantity* canonical_quantity(const Quantity& quantity, Arena& arena);

// Negative, 0 or positive, by amount; units do not matter.
int compare(const Quantity& a, const Quantity& b);

inline bool is_zero(const Quantity& quantity) { return quantity.digits.empty(); }

// "0".
const Quantity& zero_quantity();

}  // namespace flytespark::k8s

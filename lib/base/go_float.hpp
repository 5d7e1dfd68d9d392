// Floating-point numbers -> the decimal texts that Go gives them.
//
// All of them start from the shortest digits that read back as the same number, and differ in when
// they turn to an exponent and how they write it:
//   format_float_g     strconv 'g' and fmt %v: with an exponent below 1e-4 and from 1e6 on, of two
//                      digits at least (1e-05, 1e+06)
//   format_float_json  encoding/json and protojson: with an exponent below 1e-6 and from 1e21 on,
//                      a negative one without its leading zero (1e-7, 1e+21)
//   format_float_f     strconv 'f': never an exponent
//
// Digits and bounds are Go's own, seen by running it; where two shortest texts are equally near,
// the even one is taken. A negative zero keeps its sign. What is no number is NaN, +Inf and -Inf;
// in JSON NaN, Infinity and -Infinity, where the caller adds the quotes.
#pragma once

#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

std::string_view format_float_g(double value, Arena& arena);
// The digits are those that tell a float from its neighbours, which are fewer than a double needs.
std::string_view format_float_g(float value, Arena& arena);
std::string_view format_float_json(double value, Arena& arena);
std::string_view format_float_f(double value, Arena& arena);

}  // namespace flytespark

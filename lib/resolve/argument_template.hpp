// Arguments with placeholders -> arguments, for one attempt of one task.
//
// The placeholders of each string are replaced name by name: all {{.Input}}, then all
// {{.OutputPrefix}}, and so on in the order of ArgumentVariable, at last {{.Inputs.NAME}}. So a
// value may bring a placeholder of a later name, which is replaced in its turn, but not one of an
// earlier name or of its own. What is no placeholder stays.
//
//   Input, OutputPrefix, InputPrefix, RawOutputDataPrefix, CheckpointOutputPrefix,
//   TaskTemplatePath, Namespace
//                         the value given
//   PrevCheckpointPrefix  the value given, or two quotation marks when it is empty
//   PerRetryUniqueKey     the generated name, where everything before the first letter or `_`
//                         becomes one `a`, and any further run of other characters than letters,
//                         digits and `_` becomes one `_`
//   Inputs.NAME           the text of that input (literal_text); without inputs the placeholder
//                         stays
//
// Source: flyteplugins core/template template.go Render
// Kept: in all values but inputs, `$` refers to a group of the expression (regex_replacement): a
// `$HOME` vanishes.
// Differs: there is a limit to what rendering one list may produce, and to the length of the
// message that collects errors.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/placeholder.hpp"
#include "lib/base/value.hpp"
#include "lib/resolve/argument_placeholder.hpp"
#include "lib/resolve/literal_inputs.hpp"

namespace flytespark {

struct ArgumentValues {
  std::string_view input_path;
  std::string_view output_prefix;
  std::string_view input_prefix;
  std::string_view raw_output_prefix;
  std::string_view previous_checkpoint_prefix;
  std::string_view checkpoint_prefix;
  std::string_view generated_name;
  std::string_view task_template_path;
  std::string_view namespace_name;
  // Whether there are inputs, and a map of literals in them.
  bool has_inputs = false;
  // A binary flyteidl LiteralMap.
  std::string_view inputs;
};

class ArgumentRenderer {
 public:
  // What the values view, and the arena, must outlive the renderer and all it rendered.
  ArgumentRenderer(const ArgumentValues& values, Arena& arena)
      : values_(values), arena_(arena), inputs_(values.inputs, arena) {}

  // A list of strings -> the same list with every string rendered; null and items that are no
  // strings stay. What holds no placeholder is not copied. Code::kBuildFailed, with the reference's
  // text and the pointer to the string, when inputs cannot be rendered; Code::kInvalidProtobuf for
  // unreadable inputs; Code::kLimit above kMaxRenderedBytes.
  Result<Value> render(const Value& list);

 private:
  using Pieces = std::span<const std::string_view>;
  // The placeholders of one name in a text.
  struct Matches {
    Placeholder first;
    std::size_t count = 0;
    // Of all of them together.
    std::size_t bytes = 0;
  };

  Result<std::string_view> render_text(std::string_view text);
  Result<std::string_view> replace(std::string_view text, const Matches& matches);
  Result<std::string_view> replace_inputs(std::string_view text);
  static Matches find_first_name(std::string_view text, std::size_t first_name);
  Pieces replacement(ArgumentVariable name);
  std::string_view value_of(ArgumentVariable name) const;
  Result<char*> allocate(std::size_t bytes);

  ArgumentValues values_;
  Arena& arena_;
  LiteralInputs inputs_;
  // By name, cut when first needed.
  std::array<Pieces, kArgumentVariableNames.size()> replacements_;
  std::size_t rendered_bytes_ = 0;
};

}  // namespace flytespark

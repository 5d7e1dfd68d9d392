// Link templates -> texts, for one set of variables.
//
// The reference replaces variable by variable, each wherever the text of that moment has its
// placeholder, so that a value may bring a placeholder of a later variable. The pieces of a
// template give the same answer as long as nothing but the template opens a placeholder; where a
// value holds a brace, or the template a `{{` that opens none, the text is gone through as the
// reference does it.
//
// Source: flyteplugins tasklog/template.go replaceAll, getTaskConfigTemplateVars
// Differs: names of the task's config are ASCII, so that no long s counts as an s in them.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/placeholder.hpp"
#include "lib/links/link_template.hpp"
#include "lib/links/link_variables.hpp"

namespace flytespark {

class LinkRenderer {
 public:
  // Both must outlive the renderer and all it rendered.
  LinkRenderer(const LinkVariables& variables, Arena& arena)
      : variables_(variables), arena_(arena) {}

  // What has no value stays as it is. Code::kLimit when all texts together exceed kMaxRenderedBytes.
  Result<std::string_view> fill(const LinkTemplate& link);

  // The same for a text that is seldom needed.
  Result<std::string_view> fill_text(std::string_view text);

  // The same for a dynamic link, which knows the task's config as well: a name that one template
  // mentions is also known, in any case, to those that follow it.
  Result<std::string_view> fill_dynamic(const LinkTemplate& link);
  void forget_task_config() { config_.clear(); }

  // Whether a placeholder was left in anything that was filled since this was asked last.
  bool take_left_open() { return std::exchange(left_open_, false); }

  const LinkVariables& variables() const { return variables_; }
  Arena& arena() const { return arena_; }

 private:
  Result<std::string_view> replace_one_by_one(std::string_view text);
  Result<std::string_view> replace_variable(std::string_view text, std::string_view name,
                                            std::string_view value);
  void collect_task_config(std::string_view text);
  Result<std::string_view> replace_task_config(std::string_view text,
                                               const ExtraLinkVariable& config);
  void note_left_open(std::string_view text);
  template <typename Find>
  Result<std::string_view> replace_all(std::string_view text, std::string_view value,
                                       const Find& find);
  Result<char*> allocate(std::size_t bytes);

  const LinkVariables& variables_;
  Arena& arena_;
  // What the dynamic templates so far mentioned of the task's config, in their order.
  std::vector<const ExtraLinkVariable*> config_;
  // All of it, sorted when first needed.
  std::vector<const ExtraLinkVariable*> by_name_;
  std::size_t bytes_left_ = kMaxRenderedBytes;
  bool left_open_ = false;
};

}  // namespace flytespark

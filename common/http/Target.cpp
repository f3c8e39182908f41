// SPDX-License-Identifier: MIT
#include "common/http/Target.h"

namespace hop::http {

namespace {

/// Cuts "path?query" at the first question mark.
void splitPath(std::string_view rest, Target& target) {
  const auto mark = rest.find('?');
  target.path = rest.substr(0, mark);
  if (mark != std::string_view::npos)
    target.query = rest.substr(mark + 1);
}

}  // namespace

std::string Target::pathAndQuery() const {
  return query ? path + "?" + *query : path;
}

Target splitTarget(std::string_view text) {
  Target target;
  if (text == "*") {
    target.form = Target::Form::Asterisk;
    target.path = text;
    return target;
  }
  if (text.starts_with('/')) {
    splitPath(text, target);
    return target;
  }
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos) {
    target.form = Target::Form::Authority;
    target.authority = text;
    return target;
  }
  target.form = Target::Form::Absolute;
  target.scheme = text.substr(0, scheme);
  text.remove_prefix(scheme + 3);
  const auto end = text.find_first_of("/?#");
  target.authority = text.substr(0, end);
  if (end != std::string_view::npos)
    splitPath(text.substr(end), target);
  return target;
}

}  // namespace hop::http

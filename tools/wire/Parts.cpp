// SPDX-License-Identifier: MIT
#include "tools/wire/Parts.h"

#include "tools/wire/FrameOctets.h"
#include "tools/wire/Octets.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Object.h>

#include <stdexcept>

namespace hop::wire {

namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

int pauseIn(const Object& object) {
  const Poco::Dynamic::Var value = object.get("wait");
  if (object.size() != 1 || !value.isInteger() || value < 0) {
    throw std::invalid_argument(
        "a pause is {\"wait\": N}, N in whole milliseconds");
  }
  return value.convert<int>();
}

/// Collects the parts; HTTP/2 compresses each head with what it said before,
/// so that the frames of a list belong together.
class PartReader final {
 public:
  void append(const Poco::Dynamic::Var& item) {
    if (item.isString()) return octets(fromLatin1(item.toString()));
    if (item.type() != typeid(Object::Ptr)) {
      throw std::invalid_argument(
          "octets are a string, a pause is {\"wait\": N}");
    }
    const Object& object = *item.extract<Object::Ptr>();
    if (FrameOctets::isFrame(object)) return octets(frames_.of(object));
    parts_.push_back({std::chrono::milliseconds(pauseIn(object)), {}});
  }

  std::vector<Part> take() { return std::move(parts_); }

 private:
  void octets(const std::string& more) {
    if (parts_.empty()) parts_.emplace_back();
    parts_.back().octets += more;
  }

  std::vector<Part> parts_;
  FrameOctets frames_;
};

}  // namespace

std::vector<Part> readParts(const Array& array) {
  PartReader reader;
  try {
    for (const auto& item : array) reader.append(item);
  } catch (const Poco::Exception& error) {
    throw std::invalid_argument(error.displayText());
  }
  return reader.take();
}

Array::Ptr partsJson(const std::vector<Part>& parts) {
  Array::Ptr array(new Array);
  for (const Part& part : parts) {
    if (part.wait.count() > 0) {
      Object::Ptr pause(new Object);
      pause->set("wait", part.wait.count());
      array->add(pause);
    }
    if (!part.octets.empty()) array->add(toLatin1(part.octets));
  }
  return array;
}

}  // namespace hop::wire

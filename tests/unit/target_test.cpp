// SPDX-License-Identifier: MIT
#include "common/http/Target.h"

#include <gtest/gtest.h>

namespace hop::http {
namespace {

using Form = Target::Form;

TEST(SplitTarget, OriginFormKeepsEveryOctet) {
  const Target target = splitTarget("/a%2Fb/../c//d;p=1?q=%zz?x&r");
  EXPECT_EQ(target.form, Form::Origin);
  EXPECT_EQ(target.path, "/a%2Fb/../c//d;p=1");
  EXPECT_EQ(target.query, "q=%zz?x&r");
  EXPECT_EQ(target.pathAndQuery(), "/a%2Fb/../c//d;p=1?q=%zz?x&r");
}

TEST(SplitTarget, EmptyQueryIsNotNoQuery) {
  EXPECT_EQ(splitTarget("/x?").query, "");
  EXPECT_EQ(splitTarget("/x").query, std::nullopt);
  EXPECT_EQ(splitTarget("/x?").pathAndQuery(), "/x?");
}

TEST(SplitTarget, AbsoluteForm) {
  const Target target = splitTarget("HTTP://[::1]:81?a=b");
  EXPECT_EQ(target.form, Form::Absolute);
  EXPECT_EQ(target.scheme, "HTTP");
  EXPECT_EQ(target.authority, "[::1]:81");
  EXPECT_EQ(target.path, "");
  EXPECT_EQ(target.query, "a=b");
}

TEST(SplitTarget, AsteriskAndAuthorityForm) {
  EXPECT_EQ(splitTarget("*").form, Form::Asterisk);
  EXPECT_EQ(splitTarget("t:443").form, Form::Authority);
  EXPECT_EQ(splitTarget("t:443").authority, "t:443");
}

TEST(SplitTarget, DoubleSlashIsAPathAndNoAuthority) {
  const Target target = splitTarget("//evil.test/x");
  EXPECT_EQ(target.form, Form::Origin);
  EXPECT_EQ(target.path, "//evil.test/x");
  EXPECT_EQ(target.authority, "");
}

}  // namespace
}  // namespace hop::http

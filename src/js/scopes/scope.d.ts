import type { CloudName } from "../generated/scopes/cloud.js";
import type { OtherName } from "../generated/scopes/other.js";
import type { WorkspaceName } from "../generated/scopes/workspace.js";

type Name = CloudName | OtherName | WorkspaceName;

/** Names that are full as they are have no other form. */
type Full<N extends Name> = N extends "openid" | "email" | "profile" | `https://${string}`
  ? N
  : `https://www.googleapis.com/auth/${N}`;

/** A scope that Google has published, by its short name or its full one. */
export type GoogleScope = Name | Full<Name>;

/**
 * Any scope: editors complete those that Google has published, and every other text is accepted, for
 * scopes that are newer than this list.
 */
export type Scope = GoogleScope | (string & {});

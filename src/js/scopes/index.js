import { cloud } from "../generated/scopes/cloud.js";
import { other } from "../generated/scopes/other.js";
import { workspace } from "../generated/scopes/workspace.js";

const GOOGLE_PREFIX = "https://www.googleapis.com/auth/";

const named = ({ scope, ...rest }) => ({
  name: scope.startsWith(GOOGLE_PREFIX) ? scope.slice(GOOGLE_PREFIX.length) : scope,
  scope,
  ...rest,
});

export const scopes = [...workspace, ...cloud, ...other].map(named).sort((a, b) => (a.name < b.name ? -1 : 1));

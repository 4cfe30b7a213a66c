--[[
fragment/json_values   Adds to `found` the scalars at the end of a path through the JSON value at a place: texts, false for null; nil when the path does not fit the value.
path: from `step` on names of members as they are written, '' for each element. What is behind a null is null, but a null has no elements.
]]
-- @include fragment/json_children
-- @include fragment/json_scalar
local function json_values(text, at, path, step, found)
  local stop, name = json_skip(text, at), path[step]
  if not stop then return nil end
  if not name or string.sub(text, at, stop - 1) == 'null' then
    local value = json_scalar(text, at, stop - 1)
    if value == nil then return nil end
    for i = step, #path do if path[i] == '' then return true end end
    found[#found + 1] = value
    return true
  end
  local places = json_children(text, at, name)
  if not places then return nil end
  for _, place in ipairs(places) do
    if not json_values(text, place, path, step + 1, found) then return nil end
  end
  return (name == '' or #places > 0) or json_values('null', 1, path, step + 1, found)
end

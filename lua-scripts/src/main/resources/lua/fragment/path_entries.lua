--[[
fragment/path_entries   The entries of what is at the end of a path through a stored JSON text (false: null), as keys of a table; nil when a value is not of the type.
]]
-- @include fragment/encode
-- @include fragment/json_values
local function path_entries(type, path, text)
  local values, entries = {}, {}
  if not json_values(text or 'null', 1, path, 3, values) then return nil end
  for _, value in ipairs(values) do
    local entry = encode(type, value)
    if not entry then return nil end
    entries[entry] = true
  end
  return entries
end

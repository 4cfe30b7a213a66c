--[[
fragment/json_children   The places of the elements (name '') of the JSON array at a place, or of the members of a name of the object there; nil when there is none such.
]]
-- @include fragment/json_skip
local function json_children(text, at, name)
  if string.byte(text, at) ~= (name == '' and 91 or 123) then return nil end
  local places, next = {}, string.match(text, '^%s*()', at + 1)
  while string.find(text, '^[^%]}]', next) do
    local mine = name == ''
    if not mine then
      local colon = json_skip(text, next)
      mine = colon and string.sub(text, next + 1, colon - 2) == name
      next = colon and string.match(text, '^%s*:%s*()', colon)
    end
    if mine then places[#places + 1] = next end
    next = next and json_skip(text, next)
    if not next then return nil end
    next = string.match(text, '^%s*,?%s*()', next)
  end
  return places
end

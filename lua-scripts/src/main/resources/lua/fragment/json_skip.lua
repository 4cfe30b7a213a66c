--[[
fragment/json_skip   The place behind the JSON value that begins at a place of a text; nil when it does not end.
]]
local function json_skip(text, at)
  local kind = string.byte(text, at)
  if kind == 34 then
    repeat
      at = string.find(text, '["\\]', at + 1)
      if at and string.byte(text, at) == 92 then kind = nil; at = at + 1 else kind = 34 end
    until not at or kind
    return at and at + 1
  end
  if kind ~= 91 and kind ~= 123 then return string.find(text, '[,%]}%s]', at) or #text + 1 end
  local depth = 0
  repeat
    at = string.find(text, '["%[%]{}]', at)
    kind = at and string.byte(text, at)
    if kind == 34 then
      at = json_skip(text, at)
    elseif at then
      depth, at = depth + ((kind == 91 or kind == 123) and 1 or -1), at + 1
    end
  until not at or depth == 0
  return at
end

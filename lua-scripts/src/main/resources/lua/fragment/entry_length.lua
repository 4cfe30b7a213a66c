--[[
fragment/entry_length   The length of the entry with which a member of an ordered index begins.
]]
local function entry_length(member)
  local kind, at = string.byte(member), 1
  if kind == 4 then return 9 end
  if kind == 3 then
    at = string.find(member, '%z', 2)
    while string.byte(member, at + 1) == 255 do at = string.find(member, '%z', at + 2) end
    return at
  end
  if kind == 60 then at = string.find(member, '~', 2) end
  if kind == 62 then at = string.find(member, '%z', 2) end
  if string.find(member, '^%d', at + 1) then at = string.find(member, '%z', at + 1) end
  return at
end

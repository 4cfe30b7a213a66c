--[[
fragment/unread   Whether a save would replace a text of which it is not sure that it can be read. stored, argv, values, nulls: as of text_changes. sure: the rule of each property.
]]
-- @include fragment/is_sure
local function unread(stored, argv, values, nulls, sure)
  for i = 1, #sure do
    local old, rule, new = stored[i + 1], sure[i], argv[values + i]
    if old and rule ~= true then
      if nulls ~= '' and string.byte(nulls, i) == 49 then new = false end
      if old ~= new and not is_sure(old, rule) then return true end
    end
  end
  return false
end

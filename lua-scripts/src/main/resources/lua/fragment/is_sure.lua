--[[
fragment/is_sure   Whether a stored text is certainly of its property's type, by a rule of it: true for every text, false for none, u UTF-8, a l s o a time, or {most bytes, pattern...}.
]]
-- @include fragment/is_unicode
-- @include fragment/is_time
local function is_sure(text, rule)
  if rule == true or rule == false then return rule end
  if rule == 'u' then return is_unicode(text) end
  if type(rule) == 'string' then return is_time(text, rule) end
  if #text > rule[1] then return false end
  for i = 2, #rule do
    if string.find(text, rule[i]) then return true end
  end
  return false
end

--[[
fragment/chosen_fields   Of the fields of an entity those that have one of some names, or begin with one of the texts behind these; how many more there are than asked for.
Reserved fields, which begin with a zero byte, are none of them.
]]
local function chosen_fields(fields, argv, texts, count, most)
  local named, chosen, taken = {}, {}, 0
  for i = texts, texts + count - 1 do named[argv[i]] = true end
  for _, field in ipairs(fields) do
    local takes = named[field]
    for i = texts + count, #argv do takes = takes or string.sub(field, 1, #argv[i]) == argv[i] end
    if takes and string.byte(field) ~= 0 then
      taken = taken + 1
      if taken <= most then chosen[field] = true end
    end
  end
  return chosen, math.max(0, taken - most)
end

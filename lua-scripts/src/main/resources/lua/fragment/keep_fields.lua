--[[
fragment/keep_fields   Remembers what HSET or HDEL will have done to a hash.
]]
local function keep_fields(known, words)
  local fields = known[words[2]] or {}
  if words[1] == 'HSET' then
    for i = 3, #words, 2 do fields[words[i]] = words[i + 1] end
  elseif words[1] == 'HDEL' then
    for i = 3, #words do fields[words[i]] = false end
  end
  known[words[2]] = fields
end

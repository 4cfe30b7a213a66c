--[[
fragment/json_length   How many elements a JSON array has. Numbers stay text.
]]
local function json_length(text)
  local count, depth, at = string.find(text, '^%[%s*%]$') and 0 or 1, 0, 1
  while true do
    at = string.find(text, '[%[%]{},"]', at)
    if not at then return count end
    local mark = string.sub(text, at, at)
    if mark == '"' then
      repeat
        at = string.find(text, '["\\]', at + 1)
        local escape = at and string.byte(text, at) == 92
        if escape then at = at + 1 end
      until not escape
      if not at then return count end
    elseif mark == ',' then
      if depth == 1 then count = count + 1 end
    else
      depth = depth + ((mark == '[' or mark == '{') and 1 or -1)
    end
    at = at + 1
  end
end
